//! `PATCH /users/{id}`

use chrono::TimeDelta;
use plenary::fixture;
use serde_json::json;

use crate::support::World;

on_every_database![
    the_user_itself_and_administrators_change_it,
    strangers_change_nothing,
    what_is_left_out_stays,
    power_is_given_by_administrators_only,
    a_new_password_ends_the_other_sessions,
    a_password_set_by_an_administrator_ends_all_sessions,
    deactivation_ends_all_sessions_for_good,
    a_demoted_administrator_is_one_no_longer,
    the_last_administrator_stays,
    a_taken_name_is_a_conflict,
    a_user_may_change_the_case_of_its_own_name,
    every_invalid_field_is_named,
];

async fn the_user_itself_and_administrators_change_it(world: World) {
    world.advance(TimeDelta::microseconds(1));
    let user = world.alice().patch("/users/2", json!({"username": "alicia"})).await.is(200).at("/data/user");
    assert_eq!((&user["username"], &user["email"]), (&"alicia".into(), &"alice@example.org".into()));
    assert_eq!(user["updated_at"], "2026-01-01T12:00:00.000001Z");
    assert_eq!(user["created_at"], "2026-01-01T09:01:00.000000Z");
    world.admin().patch("/users/2", json!({"email": "alicia@example.org"})).await.is(200);
    let login = json!({"email": "alicia@example.org", "password": "alice-password"});
    assert_eq!(world.anon().post("/auth/login", login).await.is(200).at("/data/user/username"), "alicia");
}

async fn strangers_change_nothing(world: World) {
    world.anon().patch("/users/2", json!({"username": "x"})).await.fails(401, 4132);
    world.bob().patch("/users/2", json!({"username": "x"})).await.fails(403, 4134);
    world.admin().patch("/users/5", json!({"username": "x"})).await.fails(404, 4041);
    world.bob().patch("/users/99", json!({"username": "x"})).await.fails(404, 4041);
    assert_eq!(world.anon().get("/users/2").await.is(200).at("/data/user/username"), "alice");
}

async fn what_is_left_out_stays(world: World) {
    let before = world.alice().get("/users/2").await.is(200).at("/data/user");
    for nothing in [json!({}), json!({"email": null, "username": null})] {
        assert_eq!(world.alice().patch("/users/2", nothing).await.is(200).at("/data/user"), before);
    }
}

async fn power_is_given_by_administrators_only(world: World) {
    for power in [json!({"admin": true}), json!({"active": true}), json!({"username": "x", "active": false})]
    {
        world.alice().patch("/users/2", power).await.fails(403, 4134);
    }
    assert_eq!(world.anon().get("/users/2").await.is(200).at("/data/user/username"), "alice");
    world.admin().patch("/users/2", json!({"admin": true})).await.is(200);
    world.alice().get("/users?with_trashed=true").await.is(200);
}

async fn a_new_password_ends_the_other_sessions(world: World) {
    let login = json!({"username": "alice", "password": "alice-password"});
    let other = world.anon().post("/login", login.clone()).await.is(200);
    world.alice().patch("/users/2", json!({"password": "a new password"})).await.is(200);
    world.alice().get("/auth/status").await.is(200);
    world.holder(&other.text("/data/token")).get("/auth/status").await.fails(401, 4132);
    let token = other.text("/data/refresh_token");
    world.anon().post("/auth/token/refresh", json!({"refresh_token": token})).await.fails(401, 4132);
    world.anon().post("/login", login).await.fails(401, 4131);
    world.anon().post("/login", json!({"username": "alice", "password": "a new password"})).await.is(200);
}

async fn a_password_set_by_an_administrator_ends_all_sessions(world: World) {
    world.admin().patch("/users/2", json!({"password": "a new password"})).await.is(200);
    world.alice().get("/auth/status").await.fails(401, 4132);
    world.admin().get("/auth/status").await.is(200);
}

async fn deactivation_ends_all_sessions_for_good(world: World) {
    world.admin().patch("/users/2", json!({"active": false})).await.is(200);
    world.alice().get("/auth/status").await.fails(401, 4132);
    world
        .anon()
        .post("/login", json!({"username": "alice", "password": "alice-password"}))
        .await
        .fails(401, 4131);
    world.admin().patch("/users/2", json!({"active": true})).await.is(200);
    world.alice().get("/auth/status").await.fails(401, 4132);
    let token = fixture::refresh_token(&world.app, "alice");
    world.anon().post("/auth/token/refresh", json!({"refresh_token": token})).await.fails(401, 4132);
    world.anon().post("/login", json!({"username": "alice", "password": "alice-password"})).await.is(200);
}

async fn a_demoted_administrator_is_one_no_longer(world: World) {
    world.admin().patch("/users/2", json!({"admin": true})).await.is(200);
    world.admin().patch("/users/1", json!({"admin": false})).await.is(200);
    world.admin().get("/users?with_trashed=true").await.fails(403, 4134);
}

async fn the_last_administrator_stays(world: World) {
    for change in [json!({"admin": false}), json!({"active": false})] {
        world.admin().patch("/users/1", change).await.fails(403, 4134);
    }
    world.admin().patch("/users/4", json!({"admin": true})).await.is(200);
    let answer = world.admin().patch("/users/1", json!({"admin": false})).await.fails(403, 4134);
    assert!(answer.text("/message").contains("last active administrator"), "carol cannot log in: {answer}");
    world.admin().patch("/users/1", json!({"username": "root"})).await.is(200);
}

async fn a_taken_name_is_a_conflict(world: World) {
    world.alice().patch("/users/2", json!({"username": "BOB"})).await.fails(409, 4004);
    let answer = world.alice().patch("/users/2", json!({"email": "BOB@example.org"})).await.fails(409, 4004);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/email");
}

async fn a_user_may_change_the_case_of_its_own_name(world: World) {
    let user = world.alice().patch("/users/2", json!({"username": "Alice"})).await.is(200);
    assert_eq!(user.at("/data/user/username"), "Alice");
}

async fn every_invalid_field_is_named(world: World) {
    let wrong = json!({"username": "", "email": "x", "password": ""});
    let answer = world.alice().patch("/users/2", wrong).await.fails(400, 4000);
    let mut pointers: Vec<_> =
        answer.at("/data/errors").as_array().expect("errors").iter().map(|e| e["pointer"].clone()).collect();
    pointers.dedup();
    assert_eq!(pointers, ["/email", "/password", "/username"], "{answer}");
    world.alice().patch("/users/2", json!([])).await.is(400);
    let strict = world.with(&["--password-min", "8"]).await;
    strict.alice().patch("/users/2", json!({"password": "seven77"})).await.fails(400, 4001);
}
