//! `GET` and `POST /auth/logout`

use plenary::fixture;
use serde_json::json;

use crate::support::World;

on_every_database![
    logging_out_ends_all_tokens_of_the_session,
    logging_out_leaves_other_sessions_alone,
    a_browser_cannot_be_logged_out_from_elsewhere,
];

async fn logging_out_ends_all_tokens_of_the_session(world: World) {
    let answer = world.alice().get("/auth/logout").await.is(200);
    assert_eq!(answer.text("/message"), "Successfully logged out.");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.header("set-cookie").is_some_and(|cookie| cookie.contains("Max-Age=0")), "{answer}");
    let refused = world.alice().get("/auth/status").await.fails(401, 4132);
    assert_eq!(refused.text("/message"), "Token has been revoked");
    world.browser("alice", "same-origin").get("/auth/status").await.fails(401, 4132);
    let token = fixture::refresh_token(&world.app, "alice");
    world.anon().post("/auth/token/refresh", json!({"refresh_token": token})).await.fails(401, 4132);
    world.alice().poke("/auth/logout").await.fails(401, 4132);
}

async fn logging_out_leaves_other_sessions_alone(world: World) {
    let login = json!({"email": "alice@example.org", "password": "alice-password"});
    let other = world.anon().post("/auth/login", login).await.is(200).text("/data/token");
    world.alice().poke("/auth/logout").await.is(200);
    world.holder(&other).get("/auth/status").await.is(200);
    world.bob().get("/auth/status").await.is(200);
}

async fn a_browser_cannot_be_logged_out_from_elsewhere(world: World) {
    world.browser("alice", "cross-site").poke("/auth/logout").await.fails(403, 4134);
    world.browser("alice", "same-origin").poke("/auth/logout").await.is(200);
}
