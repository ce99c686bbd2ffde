//! Every user gets a chat, and only one.

use migration::{Migrator, MigratorTrait};
use plenary::accounts::UserRegistered;
use plenary::signals::publish;
use serde_json::{Value, json};

use crate::support::{Answer, World};

on_every_database![
    who_registers_has_a_chat_once_the_signal_is_heard,
    a_user_who_is_made_later_has_a_chat_too,
    a_signal_that_is_told_again_changes_nothing,
    a_user_who_is_gone_by_then_gets_none,
    two_who_register_at_once_have_one_each,
    who_was_there_before_there_were_chats_gets_one,
];

async fn register(world: &World, name: &str) -> Answer {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": "correct horse"});
    world.anon().post("/auth/register", body).await.is(201)
}

/// The chats of users whose name has this in it.
async fn chats_of(world: &World, name: &str) -> Vec<Value> {
    let answer = world.admin().get(&format!("/chats?search={name}")).await.is(200);
    answer.at("/data/chats").as_array().cloned().unwrap_or_default()
}

async fn tell(world: &World, user: i64) {
    publish(world.app.context(), world.db(), &UserRegistered { user }).await.expect("published");
}

async fn who_registers_has_a_chat_once_the_signal_is_heard(world: World) {
    let registered = register(&world, "erin").await;
    let erin = world.holder(&registered.text("/data/token"));
    let uri = format!("/users/{}/chat", registered.at("/data/user/id"));
    erin.get(&uri).await.fails(404, 4045);
    world.settle().await;
    let chat = erin.get(&uri).await.is(200);
    assert_eq!(chat.at("/data/chat/user/uuid"), registered.at("/data/user/uuid"));
    assert_eq!(chat.at("/data/chat/message_count"), 0);
    erin.get(&format!("/chats/{}", chat.at("/data/chat/id"))).await.is(200);
}

async fn a_user_who_is_made_later_has_a_chat_too(world: World) {
    let body = json!({"username": "erin", "email": "erin@example.org", "password": "correct horse"});
    world.admin().with("prefer", "respond-async").post("/users", body).await.is(202);
    world.settle().await;
    assert_eq!(chats_of(&world, "erin").await.len(), 1);
}

async fn a_signal_that_is_told_again_changes_nothing(world: World) {
    let before = world.admin().get("/chats/2").await.is(200).json();
    for _ in 0..3 {
        tell(&world, 2).await;
    }
    tokio::join!(world.settle(), world.settle());
    assert_eq!(world.admin().get("/chats/2").await.is(200).json(), before);
    assert_eq!(chats_of(&world, "alice").await.len(), 1);
}

async fn a_user_who_is_gone_by_then_gets_none(world: World) {
    let registered = register(&world, "erin").await;
    let user = registered.at("/data/user/id");
    world.admin().delete(&format!("/users/{user}?permanent=true")).await.is(200);
    tell(&world, 9999).await;
    world.settle().await;
    let all = world.admin().get("/chats").await.is(200).at("/data/chats");
    assert_eq!(all.as_array().map(Vec::len), Some(6));
}

async fn two_who_register_at_once_have_one_each(world: World) {
    tokio::join!(register(&world, "erin-one"), register(&world, "erin-two"));
    tokio::join!(world.settle(), world.settle());
    let chats = chats_of(&world, "erin-").await;
    assert_eq!(chats.len(), 2, "{chats:?}");
    assert_ne!(chats[0]["user"]["id"], chats[1]["user"]["id"]);
}

async fn who_was_there_before_there_were_chats_gets_one(world: World) {
    let applied = Migrator::get_applied_migrations(world.db()).await.expect("applied");
    let since = applied.iter().rev().take_while(|applied| !applied.name().ends_with("_media")).count();
    world.migrate_down(u32::try_from(since).expect("few")).await;
    world.migrate_up(None).await;
    let answer = world.admin().get("/chats").await.is(200).at("/data/chats");
    let of = |chat: &Value| (chat["user"]["id"].clone(), chat["created_at"].clone());
    let chats: Vec<_> = answer.as_array().into_iter().flatten().map(of).collect();
    let users = world.admin().get("/users?with_trashed=true").await.is(200).at("/data/users");
    let of = |user: &Value| (user["id"].clone(), user["created_at"].clone());
    let users: Vec<_> = users.as_array().into_iter().flatten().map(of).collect();
    assert_eq!(chats, users);
}
