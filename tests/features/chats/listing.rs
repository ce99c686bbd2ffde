//! Looking for chats.

use chrono::TimeDelta;
use plenary::fixture::fake_chats::create_fake_chats;
use serde_json::{Value, json};

use crate::support::{Actor, World};

on_every_database![
    every_filter_finds_what_it_says,
    filters_go_together,
    pages_neither_skip_nor_repeat_while_others_come,
    messages_that_come_meanwhile_do_not_move_the_pages,
];

fn ids(page: &Value, name: &str) -> Vec<i64> {
    let rows = page["data"][name].as_array().cloned().unwrap_or_default();
    rows.iter().filter_map(|row| row["id"].as_i64()).collect()
}

async fn every_filter_finds_what_it_says(world: World) {
    // As names go in PostgreSQL and SQLite, `_` is a letter of theirs and `%` cannot be one.
    let body = json!({"username": "eve_1", "email": "eve@example.org", "password": "correct horse"});
    world.advance(TimeDelta::milliseconds(250));
    world.anon().post("/auth/register", body).await.is(201);
    world.settle().await;
    for (query, expected) in [
        ("", vec![7, 6, 5, 4, 3, 2, 1]),
        ("search=ALICE", vec![2]),
        ("search=a", vec![4, 2, 1]),
        ("search=l", vec![4, 2]),
        // The former Bob is in the trash, where nobody has a name.
        ("search=bob", vec![3]),
        ("search=dave", vec![]),
        ("search=_", vec![7]),
        ("search=E_1", vec![7]),
        ("search=eve%251", vec![]),
        ("search=%25", vec![]),
        ("search=%5C", vec![]),
        ("search=%27", vec![]),
        ("search=%C3%9C", vec![]),
        ("search=00000000-0000-7000-a000-000000000005", vec![5]),
        ("search=00000000-0000-7000-A000-000000000002", vec![2]),
        ("search=00000000-0000-7000-a000-0000000000ff", vec![]),
        ("search=00000000-0000-7000-a000", vec![]),
        // Each user of the baseline came a minute after the other, from nine o'clock on.
        ("since=2026-01-01T09:02:00Z", vec![7, 6, 5, 4, 3]),
        ("until=2026-01-01T09:02:00Z", vec![2, 1]),
        ("since=2026-01-01T10:01:00%2B01:00&until=2026-01-01T09:03:00Z", vec![3, 2]),
        // Fractions of a second, whatever the database makes of them.
        ("since=2026-01-01T12:00:00.25Z", vec![7]),
        ("since=2026-01-01T12:00:00Z", vec![7]),
        ("since=2026-01-01T12:00:00.250001Z", vec![]),
        ("until=2026-01-01T12:00:00.250001Z&since=2026-01-01T12:00:00.2Z", vec![7]),
        ("since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", vec![]),
        ("min_messages=0", vec![7, 6, 5, 4, 3, 2, 1]),
        // The broadcast of the baseline stands in each chat of it, and two messages more in alice's.
        ("min_messages=1", vec![6, 5, 4, 3, 2, 1]),
        ("min_messages=3", vec![2]),
        ("min_messages=4", vec![]),
        ("max_messages=0", vec![7]),
        ("max_messages=2", vec![7, 6, 5, 4, 3, 1]),
        ("min_messages=3&max_messages=3", vec![2]),
        ("min_messages=4294967295", vec![]),
    ] {
        let answer = world.admin().get(&format!("/chats?{query}")).await.is(200);
        assert_eq!(ids(&answer.json(), "chats"), expected, "{query}");
    }
    for (query, subcode) in [
        ("search=", 4000),
        ("search=a%00", 4000),
        ("since=today", 4024),
        ("until=2026-13-01T00:00:00Z", 4024),
        ("min_messages=-1", 4000),
        ("max_messages=4294967296", 4000),
        ("limit=101", 4015),
        ("start=0", 4016),
    ] {
        world.admin().get(&format!("/chats?{query}")).await.fails(400, subcode);
    }
}

async fn filters_go_together(world: World) {
    create_fake_chats(world.app.context(), 40, |_| ()).await.expect("made");
    let query = "/chats?search=fake-&since=2026-01-01T12:00:00Z&min_messages=3&max_messages=4&limit=3";
    let first = world.admin().get(query).await.is(200);
    // Three messages has who ends in 2, four who ends in 3.
    let names = |page: &Value| -> Vec<String> {
        let rows = page["data"]["chats"].as_array().cloned().unwrap_or_default();
        rows.iter().filter_map(|row| row["user"]["username"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(names(&first.json()), ["fake-000033", "fake-000032", "fake-000023"]);
    let link = first.header("link").expect("a next page");
    assert!(link.contains("since=2026-01-01T12%3A00%3A00Z&min_messages=3&max_messages=4"), "{link}");
    let second = world.admin().get(target(link)).await.is(200);
    assert_eq!(names(&second.json()), ["fake-000022", "fake-000013", "fake-000012"]);
    let third = world.admin().get(target(second.header("link").expect("a next page"))).await.is(200);
    assert_eq!(names(&third.json()), ["fake-000003", "fake-000002"]);
    assert_eq!(third.header("link"), None);
}

fn target(link: &str) -> &str {
    link.trim_start_matches('<').split('>').next().unwrap_or_default()
}

/// Follows the links from page to page; `meanwhile` happens after each.
async fn walked<F: Future<Output = ()>>(
    actor: &Actor,
    first: &str,
    name: &str,
    meanwhile: impl Fn() -> F,
) -> Vec<i64> {
    let (mut seen, mut uri) = (Vec::new(), first.to_owned());
    loop {
        let answer = actor.get(&uri).await.is(200);
        seen.extend(ids(&answer.json(), name));
        meanwhile().await;
        let Some(link) = answer.header("link") else { return seen };
        uri = target(link).to_owned();
    }
}

async fn pages_neither_skip_nor_repeat_while_others_come(world: World) {
    create_fake_chats(world.app.context(), 20, |_| ()).await.expect("made");
    let whole = ids(&world.admin().get("/chats").await.is(200).json(), "chats");
    assert_eq!(whole.len(), 26);
    let come = || async {
        create_fake_chats(world.app.context(), 3, |_| ()).await.expect("made");
    };
    for (limit, until) in [(1, "13"), (5, "13"), (26, "13")] {
        let first = format!("/chats?limit={limit}&until=2026-01-01T{until}:00:00Z&start={}", whole[0] + 1);
        assert_eq!(walked(&world.admin(), &first, "chats", come).await, whole, "limit {limit}");
    }
}

async fn messages_that_come_meanwhile_do_not_move_the_pages(world: World) {
    let write = || async {
        world.admin().post("/chats/2/messages", json!({"text": "Meanwhile."})).await.is(201);
    };
    for _ in 0..5 {
        write().await;
    }
    let whole = ids(&world.alice().get("/chats/2/messages").await.is(200).json(), "chat_messages");
    assert_eq!(whole, [14, 13, 12, 11, 10, 5, 2, 1]);
    for limit in [1, 2, 7, 100] {
        let first = format!("/chats/2/messages?limit={limit}&start=15");
        let seen = walked(&world.alice(), &first, "chat_messages", write).await;
        assert_eq!(seen, whole, "limit {limit}");
    }
}
