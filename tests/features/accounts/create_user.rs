//! `POST /users`

use serde_json::json;

use crate::support::World;

on_every_database![
    an_administrator_adds_users,
    nobody_else_adds_users,
    a_taken_name_is_a_conflict,
    a_user_in_the_trash_holds_no_name,
];

async fn an_administrator_adds_users(world: World) {
    let answer = world.admin().post("/users", erin()).await.is(201);
    assert_eq!(answer.header("location"), Some("/users/7"));
    assert_eq!(world.admin().get("/users/7").await.is(200).at("/data/user"), answer.at("/data/user"));
    world.anon().post("/login", json!({"username": "erin", "password": "erin-password"})).await.is(200);
}

async fn nobody_else_adds_users(world: World) {
    world.anon().post("/users", erin()).await.fails(401, 4132);
    world.alice().post("/users", erin()).await.fails(403, 4134);
    world.anon().get("/users/7").await.fails(404, 4041);
}

async fn a_taken_name_is_a_conflict(world: World) {
    let body = json!({"username": "Bob", "email": "erin@example.org", "password": "erin-password"});
    world.admin().post("/users", body).await.fails(409, 4004);
}

async fn a_user_in_the_trash_holds_no_name(world: World) {
    let body = json!({"username": "dave", "email": "dave@example.org", "password": "new-password"});
    world.admin().post("/users", body).await.is(201);
}

fn erin() -> serde_json::Value {
    json!({"username": "erin", "email": "erin@example.org", "password": "erin-password"})
}
