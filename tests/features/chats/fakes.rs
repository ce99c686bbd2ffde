//! `create-fake-chats`: many users, each with a chat.

use plenary::fixture::fake_chats::{FakeError, Made, create_fake_chats};
use serde_json::{Value, json};

use crate::support::World;

on_every_database![
    everything_follows_from_the_number,
    numbers_go_on_behind_the_highest,
    a_fake_is_nobody,
    there_is_an_end_of_numbers,
    two_batches_are_told_of_and_whole,
];

async fn make(world: &World, total: u64) -> Made {
    create_fake_chats(world.app.context(), total, |_| ()).await.expect("made")
}

async fn chats(world: &World, query: &str) -> Vec<Value> {
    let answer = world.admin().get(&format!("/chats?{query}")).await.is(200);
    answer.at("/data/chats").as_array().cloned().unwrap_or_default()
}

async fn everything_follows_from_the_number(world: World) {
    assert_eq!(make(&world, 12).await, Made { first: 1, last: 12, messages: 55 + 2 + 3 });
    let made = chats(&world, "search=fake-").await;
    let shown: Vec<_> = made.iter().map(|chat| (&chat["user"]["username"], &chat["message_count"])).collect();
    for (number, (name, count)) in (1..=12).rev().zip(&shown) {
        assert_eq!((*name, *count), (&json!(format!("fake-{number:06}")), &json!(1 + number % 10)));
    }
    assert_eq!(made[0]["user"]["uuid"], "00000000-0000-7000-9fff-000000000012");
    assert_eq!(made[0]["created_at"], "2026-01-01T12:00:00.000000Z");
    assert_eq!(chats(&world, "search=00000000-0000-7000-9fff-000000000012").await, made[..1]);
    let messages = world.admin().get(&format!("/chats/{}/messages", made[0]["id"])).await.is(200);
    let texts = messages.at("/data/chat_messages");
    let texts: Vec<_> = texts.as_array().into_iter().flatten().map(|message| &message["text"]).collect();
    assert_eq!(
        texts,
        [3, 2, 1].map(|k| json!(format!("Announcement {k} for fake-000012."))).iter().collect::<Vec<_>>()
    );
    assert_eq!(chats(&world, "since=2026-01-01T12:00:00Z&until=2026-01-01T12:00:01Z").await.len(), 12);
}

async fn numbers_go_on_behind_the_highest(world: World) {
    make(&world, 3).await;
    let newest = chats(&world, "search=fake-000003").await[0]["user"]["id"].clone();
    world.admin().delete(&format!("/users/{newest}")).await.is(200);
    assert_eq!(make(&world, 2).await.first, 4);
    for name in ["FAKE-0000100", "fake-7x", "fake-50", "fake-_000200"] {
        let body =
            json!({"username": name, "email": format!("{name}@example.net"), "password": "correct horse"});
        world.anon().post("/auth/register", body).await.is(201);
    }
    let next = make(&world, 1).await;
    assert_eq!((next.first, next.last), (101, 101));
}

async fn a_fake_is_nobody(world: World) {
    make(&world, 1).await;
    for password in ["", "fake-000001", "!"] {
        let body = json!({"username": "fake-000001", "password": password});
        let status = world.anon().post("/login", body).await.status.as_u16();
        assert!([400, 401].contains(&status), "{password:?}: {status}");
    }
}

async fn there_is_an_end_of_numbers(world: World) {
    let body =
        json!({"username": "fake-999999999999", "email": "x@example.net", "password": "correct horse"});
    world.anon().post("/auth/register", body).await.is(201);
    let refused = create_fake_chats(world.app.context(), 1, |_| ()).await;
    assert!(matches!(refused, Err(FakeError::TooMany)), "{refused:?}");
}

async fn two_batches_are_told_of_and_whole(world: World) {
    let mut told = Vec::new();
    let made = create_fake_chats(world.app.context(), 5_003, |done| told.push(done)).await.expect("made");
    assert_eq!(told, [5_000, 5_003]);
    assert_eq!((made.last, made.messages), (5_003, 500 * 55 + 2 + 3 + 4));
    let last = chats(&world, "search=fake-&limit=1").await;
    assert_eq!((&last[0]["user"]["username"], &last[0]["message_count"]), (&json!("fake-005003"), &json!(4)));
}
