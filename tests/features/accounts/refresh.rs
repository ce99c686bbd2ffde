//! `POST /auth/token/refresh`

use chrono::TimeDelta;
use plenary::fixture;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::support::{Answer, World};

on_every_database![
    a_token_is_good_for_one_exchange,
    a_reused_token_ends_its_whole_session,
    a_session_goes_on_as_long_as_it_is_refreshed,
    a_token_ends_with_its_lifetime,
    what_is_no_refresh_token_is_refused,
    the_database_holds_no_token,
];

async fn a_token_is_good_for_one_exchange(world: World) {
    let first = refresh(&world, &fixture::refresh_token(&world.app, "alice")).await.is(200);
    assert_eq!(first.header("cache-control"), Some("no-store"));
    world.holder(&first.text("/data/token")).get("/auth/status").await.is(200);
    world.alice().get("/auth/status").await.is(200);
    let second = refresh(&world, &first.text("/data/refresh_token")).await.is(200);
    assert_ne!(first.at("/data/refresh_token"), second.at("/data/refresh_token"));
}

async fn a_reused_token_ends_its_whole_session(world: World) {
    let stolen = fixture::refresh_token(&world.app, "alice");
    let first = refresh(&world, &stolen).await.is(200);
    let answer = refresh(&world, &stolen).await.fails(401, 4132);
    assert_eq!(answer.text("/message"), "Token has been revoked");
    refresh(&world, &first.text("/data/refresh_token")).await.fails(401, 4132);
    world.holder(&first.text("/data/token")).get("/auth/status").await.fails(401, 4132);
    world.alice().get("/auth/status").await.fails(401, 4132);
    world.bob().get("/auth/status").await.is(200);
}

async fn a_session_goes_on_as_long_as_it_is_refreshed(world: World) {
    let mut token = fixture::refresh_token(&world.app, "alice");
    for _ in 0..3 {
        world.advance(TimeDelta::days(29));
        let answer = refresh(&world, &token).await.is(200);
        world.holder(&answer.text("/data/token")).get("/auth/status").await.is(200);
        token = answer.text("/data/refresh_token");
    }
}

async fn a_token_ends_with_its_lifetime(world: World) {
    let token = fixture::refresh_token(&world.app, "alice");
    world.advance(TimeDelta::days(30));
    assert_eq!(refresh(&world, &token).await.fails(401, 4132).text("/message"), "Token has expired");
}

async fn what_is_no_refresh_token_is_refused(world: World) {
    let bearer = fixture::bearer(&world.app, "alice");
    let access = bearer.strip_prefix("Bearer ").expect("a bearer");
    assert_eq!(refresh(&world, access).await.fails(401, 4132).text("/message"), "Invalid token");
    assert_eq!(refresh(&world, "x").await.fails(401, 4132).text("/message"), "Not enough segments");
    for inactive in ["carol", "dave"] {
        let token = fixture::refresh_token(&world.app, inactive);
        assert_eq!(refresh(&world, &token).await.fails(401, 4132).text("/message"), "Token has been revoked");
    }
}

async fn the_database_holds_no_token(world: World) {
    let token = fixture::refresh_token(&world.app, "alice");
    let answer = refresh(&world, &token).await.is(200);
    let sql = "SELECT digest FROM refresh_tokens";
    let rows = world.db().query_all_raw(Statement::from_string(world.db().get_database_backend(), sql)).await;
    for row in rows.expect("rows") {
        let digest: String = row.try_get("", "digest").expect("a digest");
        assert_eq!(digest.len(), 43, "SHA-256 in base64url");
        assert!(![&token, &answer.text("/data/refresh_token")].iter().any(|token| token.contains(&digest)));
    }
}

async fn refresh(world: &World, token: &str) -> Answer {
    world.anon().post("/auth/token/refresh", json!({"refresh_token": token})).await
}
