//! What becomes of deleted messages and chats.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::World;

on_every_database![
    what_is_in_the_trash_counts_nowhere,
    a_message_comes_back_as_it_was,
    a_message_that_is_gone_does_not_come_back,
    a_chat_goes_with_its_messages_and_leaves_others_alone,
];

async fn counted(world: &World) -> (Value, Value) {
    let chat = world.alice().get("/chats/2").await.is(200);
    (chat.at("/data/chat/message_count"), chat.at("/data/chat/last_message_at"))
}

async fn what_is_in_the_trash_counts_nowhere(world: World) {
    // Message 5 is the broadcast of the baseline.
    assert_eq!(counted(&world).await, (json!(3), json!("2026-01-01T11:01:00.000000Z")));
    world.admin().delete("/chats/2/messages/5").await.is(200);
    assert_eq!(counted(&world).await, (json!(2), json!("2026-01-01T10:02:00.000000Z")));
    world.admin().delete("/chats/2/messages/2").await.is(200);
    assert_eq!(counted(&world).await, (json!(1), json!("2026-01-01T10:01:00.000000Z")));
    world.admin().delete("/chats/2/messages/1").await.is(200);
    assert_eq!(counted(&world).await, (json!(0), json!(null)));
    let listed = world.alice().get("/chats/2/messages").await.is(200);
    assert_eq!(listed.at("/data/chat_messages"), json!([]));
    let all = world.admin().get("/chats/2/messages?with_trashed=true").await.is(200);
    assert_eq!(all.at("/data/chat_messages").as_array().map(Vec::len), Some(4));
    world.admin().patch("/chats/2/messages/1", json!({"text": "No."})).await.fails(404, 4046);
    world.admin().delete("/chats/2/messages/1").await.fails(404, 4046);
}

async fn a_message_comes_back_as_it_was(world: World) {
    let before = world.alice().get("/chats/2/messages/2").await.is(200).at("/data/chat_message");
    world.admin().delete("/chats/2/messages/2").await.is(200);
    world.alice().get("/chats/2/messages/2").await.fails(404, 4046);
    world.advance(TimeDelta::minutes(1));
    let back = world.admin().poke("/chats/2/messages/2/restore").await.is(200);
    assert_eq!(back.at("/data/chat_message"), before);
    assert_eq!(world.alice().get("/chats/2/messages/2").await.is(200).at("/data/chat_message"), before);
    world.admin().poke("/chats/2/messages/2/restore").await.fails(409, 4091);
}

async fn a_message_that_is_gone_does_not_come_back(world: World) {
    for id in [1, 3] {
        world.admin().delete(&format!("/chats/2/messages/{id}?permanent=true")).await.is(200);
        world.admin().poke(&format!("/chats/2/messages/{id}/restore")).await.fails(404, 4046);
        world.admin().get(&format!("/chats/2/messages/{id}?with_trashed=true")).await.fails(404, 4046);
    }
    world.admin().delete("/chats/3/messages/2?permanent=true").await.fails(404, 4046);
    world.alice().get("/chats/2/messages/2").await.is(200);
}

async fn a_chat_goes_with_its_messages_and_leaves_others_alone(world: World) {
    world.admin().post("/chats/3/messages", json!({"text": "Stay."})).await.is(201);
    world.admin().delete("/chats/2").await.is(200);
    world.alice().get("/chats/2").await.fails(404, 4045);
    world.alice().get("/chats/2/messages/1").await.fails(404, 4045);
    world.alice().get("/users/2/chat").await.fails(404, 4045);
    world.admin().delete("/chats/2").await.fails(404, 4045);
    world.admin().post("/chats/2/messages", json!({"text": "No."})).await.fails(404, 4045);
    world.admin().poke("/chats/2/messages/3/restore").await.fails(404, 4045);
    assert_eq!(world.bob().get("/chats/3").await.is(200).at("/data/chat/message_count"), 2);
    world.anon().get("/users/2").await.is(200);
}
