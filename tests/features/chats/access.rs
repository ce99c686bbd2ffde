//! Who sees a chat.

use serde_json::json;

use crate::support::World;

on_every_database![
    a_chat_that_is_somebody_elses_looks_like_none,
    an_owner_who_is_deleted_sees_the_chat_no_more,
    an_owner_who_comes_back_finds_the_chat_as_it_was,
    a_user_who_is_gone_takes_the_chat_along,
];

async fn a_chat_that_is_somebody_elses_looks_like_none(world: World) {
    let anothers = world.bob().get("/chats/2").await.fails(404, 4045).json();
    assert_eq!(world.bob().get("/chats/999").await.fails(404, 4045).json(), anothers);
    for rest in ["messages", "messages?with_trashed=true", "messages/1", "messages/999"] {
        world.bob().get(&format!("/chats/2/{rest}")).await.fails(404, 4045);
    }
}

async fn an_owner_who_is_deleted_sees_the_chat_no_more(world: World) {
    let alice = world.alice();
    alice.get("/chats/2").await.is(200);
    world.admin().delete("/users/2").await.is(200);
    for uri in ["/chats/2", "/chats/2/messages", "/chats/2/messages/1", "/users/2/chat"] {
        alice.get(uri).await.fails(401, 4132);
    }
    world.admin().get("/users/2/chat").await.fails(404, 4041);
    let chat = world.admin().get("/chats/2").await.is(200);
    assert_eq!(chat.at("/data/chat/user/username"), "deleted");
    assert_eq!(chat.at("/data/chat/user/deleted"), true);
    assert_eq!(chat.at("/data/chat/message_count"), 3);
}

async fn an_owner_who_comes_back_finds_the_chat_as_it_was(world: World) {
    world.admin().delete("/users/3").await.is(200);
    world.admin().post("/chats/3/messages", json!({"text": "Come back."})).await.is(201);
    world.admin().poke("/users/3/restore").await.is(200);
    let body = json!({"username": "bob", "password": "bob-password"});
    let bob = world.holder(&world.anon().post("/login", body).await.is(200).text("/data/token"));
    assert_eq!(bob.get("/chats/3").await.is(200).at("/data/chat/message_count"), 2);
    assert_eq!(bob.get("/notifications?limit=1").await.is(200).at("/data/notifications/0/code"), 10098);
}

async fn a_user_who_is_gone_takes_the_chat_along(world: World) {
    world.admin().delete("/users/2?permanent=true").await.is(200);
    world.admin().get("/chats/2").await.fails(404, 4045);
    let all = world.admin().get("/chats").await.is(200).at("/data/chats");
    assert_eq!(all.as_array().map(Vec::len), Some(5));
}
