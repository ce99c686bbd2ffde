//! `POST /auth/login` and `POST /login`

use chrono::TimeDelta;
use serde_json::json;

use crate::support::World;

on_every_database![
    both_logins_give_the_same_account,
    names_and_addresses_are_found_whatever_their_case,
    nobody_learns_why_a_login_failed,
    a_name_no_user_can_have_is_merely_unknown,
    attempts_are_limited_on_one_account,
    attempts_are_limited_from_one_address,
    the_cookie_is_for_browsers_only,
    the_cookie_is_for_https_only_where_that_is_asked_for,
];

async fn both_logins_give_the_same_account(world: World) {
    let by_email = world.anon().post("/auth/login", alice()).await.is(200);
    let by_name = json!({"username": "alice", "password": "alice-password"});
    let by_name = world.anon().post("/login", by_name).await.is(200);
    assert_eq!(by_email.at("/data/user"), by_name.at("/data/user"));
    assert_eq!(by_email.text("/message"), "Successfully logged in.");
    assert_eq!(by_name.text("/message"), "Successfully logged in.");
    assert_ne!(by_email.at("/data/token"), by_name.at("/data/token"));
    for answer in [by_email, by_name] {
        world.holder(&answer.text("/data/token")).get("/auth/status").await.is(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

async fn names_and_addresses_are_found_whatever_their_case(world: World) {
    world
        .anon()
        .post("/auth/login", json!({"email": "ALICE@example.ORG", "password": "alice-password"}))
        .await
        .is(200);
    world.anon().post("/login", json!({"username": "aLiCe", "password": "alice-password"})).await.is(200);
}

async fn nobody_learns_why_a_login_failed(world: World) {
    let cases = [
        json!({"email": "alice@example.org", "password": "wrong"}),
        json!({"email": "nobody@example.org", "password": "alice-password"}),
        json!({"email": "carol@example.org", "password": "carol-password"}),
        json!({"email": "dave@example.org", "password": "dave-password"}),
        json!({"email": "bob@example.net", "password": "former-bob-password"}),
    ];
    let mut bodies = Vec::new();
    for case in cases {
        let answer = world.anon().post("/auth/login", case).await.fails(401, 4131);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        assert_eq!(answer.header("set-cookie"), None);
        bodies.push(answer.body);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
}

async fn a_name_no_user_can_have_is_merely_unknown(world: World) {
    for name in ["not an address", "zoë", "%", "'; DROP TABLE users; --"] {
        world.anon().post("/auth/login", json!({"email": name, "password": "x"})).await.fails(401, 4131);
        world.anon().post("/login", json!({"username": name, "password": "x"})).await.fails(401, 4131);
    }
}

async fn attempts_are_limited_on_one_account(world: World) {
    let world = world.with(&["--login-limit-account", "2"]).await;
    let wrong = json!({"email": "alice@example.org", "password": "wrong"});
    world.anon().post("/auth/login", wrong.clone()).await.is(401);
    world.anon().post("/auth/login", wrong).await.is(401);
    let answer = world.anon().post("/auth/login", alice()).await.fails(429, 4290);
    assert_eq!(answer.header("retry-after"), Some("30"));
    let bob = json!({"email": "bob@example.org", "password": "bob-password"});
    world.anon().post("/auth/login", bob).await.is(200);
    world.advance(TimeDelta::seconds(30));
    world.anon().post("/auth/login", alice()).await.is(200);
}

async fn attempts_are_limited_from_one_address(world: World) {
    let world = world.with(&["--login-limit-address", "1"]).await;
    world.anon().post("/auth/login", alice()).await.is(200);
    let bob = json!({"username": "bob", "password": "bob-password"});
    world.anon().post("/login", bob.clone()).await.fails(429, 4290);
    world.app.reset();
    world.anon().post("/login", bob).await.is(200);
}

async fn the_cookie_is_for_browsers_only(world: World) {
    let answer = world.anon().post("/auth/login", alice()).await.is(200);
    let cookie = answer.header("set-cookie").expect("a cookie").to_owned();
    let (pair, attributes) = cookie.split_once("; ").expect("attributes");
    assert_eq!(attributes, "Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict");
    world.anon().with("cookie", pair).get("/auth/status").await.is(200);
    let (_, token) = pair.split_once('=').expect("a value");
    world.holder(token).get("/auth/status").await.fails(401, 4132);
}

async fn the_cookie_is_for_https_only_where_that_is_asked_for(world: World) {
    let world = world.with(&["--cookie-secure", "true"]).await;
    let answer = world.anon().post("/auth/login", alice()).await.is(200);
    assert!(answer.header("set-cookie").is_some_and(|cookie| cookie.ends_with("; Secure")), "{answer}");
}

fn alice() -> serde_json::Value {
    json!({"email": "alice@example.org", "password": "alice-password"})
}
