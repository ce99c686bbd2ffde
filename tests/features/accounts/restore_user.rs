//! `POST /users/{id}/restore`

use serde_json::json;

use crate::support::World;

on_every_database![
    a_restored_user_can_log_in_again_with_new_tokens,
    who_is_not_in_the_trash_cannot_come_back,
    a_name_taken_meanwhile_is_a_conflict,
    only_administrators_restore,
];

async fn a_restored_user_can_log_in_again_with_new_tokens(world: World) {
    world.alice().delete("/users/2").await.is(200);
    let user = world.admin().poke("/users/2/restore").await.is(200).at("/data/user");
    assert_eq!(user["username"], "alice");
    world.anon().get("/users/2").await.is(200);
    world.alice().get("/auth/status").await.fails(401, 4132);
    world.anon().post("/login", json!({"username": "alice", "password": "alice-password"})).await.is(200);
}

async fn who_is_not_in_the_trash_cannot_come_back(world: World) {
    world.admin().poke("/users/2/restore").await.fails(409, 4091);
    world.admin().poke("/users/99/restore").await.fails(404, 4041);
}

async fn a_name_taken_meanwhile_is_a_conflict(world: World) {
    world.admin().poke("/users/6/restore").await.fails(409, 4004);
    world.admin().patch("/users/3", json!({"username": "robert"})).await.is(200);
    world.admin().poke("/users/6/restore").await.is(200);
}

async fn only_administrators_restore(world: World) {
    world.anon().poke("/users/5/restore").await.fails(401, 4132);
    world.alice().poke("/users/5/restore").await.fails(403, 4134);
    world.alice().poke("/users/99/restore").await.fails(403, 4134);
}
