//! `DELETE /users/{id}`

use serde_json::json;

use crate::support::World;

on_every_database![
    a_deleted_user_is_gone_at_once,
    the_name_of_a_deleted_user_is_free,
    strangers_delete_nobody,
    only_administrators_delete_for_good,
    what_is_in_the_trash_can_be_removed_for_good,
    the_last_administrator_stays,
];

async fn a_deleted_user_is_gone_at_once(world: World) {
    let answer = world.alice().delete("/users/2").await.is(200);
    assert_eq!(answer.text("/message"), "Object successfully deleted");
    world.alice().get("/auth/status").await.fails(401, 4132);
    world
        .anon()
        .post("/login", json!({"username": "alice", "password": "alice-password"}))
        .await
        .fails(401, 4131);
    world.anon().get("/users/2").await.fails(404, 4041);
    world.admin().delete("/users/2").await.fails(404, 4041);
    let trashed = world.admin().get("/users/2?with_trashed=true").await.is(200);
    assert_eq!(trashed.at("/data/user/deleted_at"), "2026-01-01T12:00:00.000000Z");
}

async fn the_name_of_a_deleted_user_is_free(world: World) {
    world.admin().delete("/users/2").await.is(200);
    let body = json!({"username": "alice", "email": "alice@example.org", "password": "another alice"});
    assert_eq!(world.anon().post("/auth/register", body).await.is(201).at("/data/user/id"), 7);
}

async fn strangers_delete_nobody(world: World) {
    world.anon().delete("/users/2").await.fails(401, 4132);
    world.bob().delete("/users/2").await.fails(403, 4134);
    world.bob().delete("/users/99").await.fails(404, 4041);
    world.anon().get("/users/2").await.is(200);
}

async fn only_administrators_delete_for_good(world: World) {
    world.alice().delete("/users/2?permanent=true").await.fails(403, 4134);
    world.anon().get("/users/2").await.is(200);
    world.admin().delete("/users/2?permanent=true").await.is(200);
    world.admin().get("/users/2?with_trashed=true").await.fails(404, 4041);
    world.alice().get("/auth/status").await.fails(401, 4132);
    world.admin().delete("/users/2?permanent=true").await.fails(404, 4041);
}

async fn what_is_in_the_trash_can_be_removed_for_good(world: World) {
    world.admin().delete("/users/5?permanent=true").await.is(200);
    world.admin().get("/users/5?with_trashed=true").await.fails(404, 4041);
}

async fn the_last_administrator_stays(world: World) {
    world.admin().delete("/users/1").await.fails(403, 4134);
    world.admin().delete("/users/1?permanent=true").await.fails(403, 4134);
    world.admin().patch("/users/2", json!({"admin": true})).await.is(200);
    world.admin().delete("/users/1").await.is(200);
    world.alice().delete("/users/2").await.fails(403, 4134);
}
