//! `POST /auth/register`

use serde_json::json;

use crate::support::World;

on_every_database![
    who_registers_is_logged_in_at_once,
    an_account_is_shown_as_it_is_kept,
    a_name_or_address_is_taken_whatever_its_case,
    where_both_are_taken_the_name_is_told,
    every_invalid_field_is_named,
    the_shortest_password_is_a_setting,
    a_new_user_is_no_administrator,
];

async fn who_registers_is_logged_in_at_once(world: World) {
    let answer = world.anon().post("/auth/register", erin()).await.is(201);
    assert_eq!(answer.text("/message"), "Successfully registered.");
    assert_eq!(answer.header("location"), Some("/users/7"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let status = world.holder(&answer.text("/data/token")).get("/auth/status").await.is(200);
    assert_eq!(status.at("/data/user"), answer.at("/data/user"));
    world
        .anon()
        .post("/auth/token/refresh", json!({"refresh_token": answer.text("/data/refresh_token")}))
        .await
        .is(200);
}

async fn an_account_is_shown_as_it_is_kept(world: World) {
    let user = world.anon().post("/auth/register", erin()).await.is(201).at("/data/user");
    assert_eq!(
        user,
        json!({
            "id": 7, "uuid": "00000000-0000-7000-8000-000000000001", "username": "Erin", "email": "Erin@example.org",
            "active": true, "admin": false,
            "created_at": "2026-01-01T12:00:00.000000Z", "updated_at": "2026-01-01T12:00:00.000000Z",
        })
    );
}

async fn a_name_or_address_is_taken_whatever_its_case(world: World) {
    let taken_name = json!({"username": "ALICE", "email": "new@example.org", "password": "a long password"});
    let answer = world.anon().post("/auth/register", taken_name).await.fails(409, 4004);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/username");
    let taken_address =
        json!({"username": "new", "email": "Alice@Example.ORG", "password": "a long password"});
    let answer = world.anon().post("/auth/register", taken_address).await.fails(409, 4004);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/email");
    assert_eq!(world.anon().get("/users").await.is(200).at("/data/users").as_array().map(Vec::len), Some(4));
}

async fn where_both_are_taken_the_name_is_told(world: World) {
    let both = json!({"username": "alice", "email": "alice@example.org", "password": "a long password"});
    let pointer = "/data/errors/0/pointer";
    assert_eq!(
        world.anon().post("/auth/register", both.clone()).await.fails(409, 4004).at(pointer),
        "/username"
    );
    assert_eq!(world.admin().post("/users", both.clone()).await.fails(409, 4004).at(pointer), "/username");
    assert_eq!(world.admin().patch("/users/3", both).await.fails(409, 4004).at(pointer), "/username");
    let own = json!({"username": "ALICE", "email": "alice@example.org"});
    world.alice().patch("/users/2", own).await.is(200);
}

async fn every_invalid_field_is_named(world: World) {
    let wrong = json!({"username": "not a name", "email": "not an address", "password": ""});
    let answer = world.anon().post("/auth/register", wrong).await.fails(400, 4000);
    let mut pointers: Vec<String> = answer
        .at("/data/errors")
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| error["pointer"].to_string())
        .collect();
    pointers.sort();
    assert_eq!(pointers, [r#""/email""#, r#""/password""#, r#""/username""#], "{answer}");
}

async fn the_shortest_password_is_a_setting(world: World) {
    let strict = world.with(&["--password-min", "8"]).await;
    let body =
        |password: &str| json!({"username": "erin", "email": "erin@example.org", "password": password});
    let answer = strict.anon().post("/auth/register", body("seven77")).await.fails(400, 4001);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/password");
    strict.anon().post("/auth/register", body("eight888")).await.is(201);
}

async fn a_new_user_is_no_administrator(world: World) {
    let mut body = erin();
    body["admin"] = true.into();
    let token = match world.anon().post("/auth/register", body).await {
        answer if answer.status.is_success() => answer.text("/data/token"),
        answer => return drop(answer.is(400)),
    };
    assert_eq!(world.holder(&token).get("/auth/status").await.is(200).at("/data/user/admin"), false);
}

fn erin() -> serde_json::Value {
    json!({"username": "Erin", "email": "Erin@example.org", "password": "erin-password"})
}
