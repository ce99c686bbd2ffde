//! Writing into a chat.

use chrono::TimeDelta;
use plenary::fixture::UPLOAD;
use serde_json::json;

use crate::support::World;

on_every_database![
    an_image_comes_with_the_form,
    an_empty_field_of_a_form_is_none,
    an_image_that_is_none_is_refused_and_nothing_is_written,
    the_owner_and_nobody_else_is_told,
    a_change_moves_the_time_of_the_change_only,
    many_write_at_once,
];

const MESSAGES: &str = "/chats/2/messages";

async fn an_image_comes_with_the_form(world: World) {
    let parts: [(&str, Option<&str>, &[u8]); 2] =
        [("text", None, "Our flag, größer.".as_bytes()), ("image", Some("flag.png"), UPLOAD)];
    let written = world.admin().submit_files(MESSAGES, &parts).await.is(201);
    assert_eq!(written.at("/data/chat_message/text"), "Our flag, größer.");
    let image = written.at("/data/chat_message/image");
    assert_eq!((&image["content_type"], &image["width"]), (&json!("image/png"), &json!(4)));
    let location = written.header("location").expect("a place").to_owned();
    let read = world.alice().get(&location).await.is(200);
    assert_eq!(read.json(), written.json());
    let listed = world.alice().get(MESSAGES).await.is(200);
    assert_eq!(listed.at("/data/chat_messages/0"), written.at("/data/chat_message"));
}

async fn an_empty_field_of_a_form_is_none(world: World) {
    let parts: [(&str, Option<&str>, &[u8]); 2] = [("text", None, b""), ("image", Some("flag.png"), UPLOAD)];
    let written = world.admin().submit_files(MESSAGES, &parts).await.is(201);
    assert_eq!(written.at("/data/chat_message/text"), json!(null));
}

async fn an_image_that_is_none_is_refused_and_nothing_is_written(world: World) {
    let file: [(&str, Option<&str>, &[u8]); 1] = [("file", Some("notes.txt"), b"A file of one line.")];
    let notes = world.alice().submit_files("/upload/files", &file).await.is(201).at("/data/upload/id");
    for image in [notes, json!(999), json!(i64::MAX)] {
        let body = json!({"text": "Look.", "image_id": image});
        world.admin().post(MESSAGES, body).await.fails(404, 4051);
    }
    let cut = &UPLOAD[..UPLOAD.len() / 2];
    for (bytes, status, subcode) in [(&b"A text."[..], 415, 4150), (cut, 415, 4150), (b"", 400, 4000)] {
        let parts = [("text", None, &b"Look."[..]), ("image", Some("x.png"), bytes)];
        world.admin().submit_files(MESSAGES, &parts).await.fails(status, subcode);
    }
    let parts = [("image", Some("x.png"), UPLOAD)];
    world.alice().submit_files(MESSAGES, &parts).await.fails(403, 4134);
    world.admin().submit_files("/chats/999/messages", &parts).await.fails(404, 4045);
    assert_eq!(world.alice().get("/chats/2").await.is(200).at("/data/chat/message_count"), 3);
    // The baseline's and the notes: no image is kept for a message that is not written.
    let next = world.alice().submit_files("/upload/files", &file).await.is(201);
    assert_eq!(next.at("/data/upload/id"), 3);
}

async fn the_owner_and_nobody_else_is_told(world: World) {
    let newest = |told: serde_json::Value| told["data"]["notifications"][0].clone();
    let bob = newest(world.bob().get("/notifications").await.is(200).json());
    let admin = newest(world.admin().get("/notifications").await.is(200).json());
    let written = world.admin().post(MESSAGES, json!({"text": "News."})).await.is(201);
    let told = newest(world.alice().get("/notifications").await.is(200).json());
    assert_eq!((&told["code"], &told["title"]), (&json!(10098), &json!("Announcement")));
    let about = json!({"chat_id": 2, "chat_message_id": written.at("/data/chat_message/id")});
    assert_eq!(told["data"], about);
    assert_eq!(newest(world.bob().get("/notifications").await.is(200).json()), bob);
    assert_eq!(newest(world.admin().get("/notifications").await.is(200).json()), admin);
    world.admin().patch("/chats/2/messages/1", json!({"text": "Welcome."})).await.is(200);
    let then = newest(world.alice().get("/notifications").await.is(200).json());
    assert_eq!(then, told, "a change is no news");
}

async fn a_change_moves_the_time_of_the_change_only(world: World) {
    let before = world.alice().get("/chats/2/messages/2").await.is(200).at("/data/chat_message");
    world.advance(TimeDelta::microseconds(1_500_000));
    let changed = world.admin().patch("/chats/2/messages/2", json!({"text": " It is new.\n"})).await.is(200);
    let changed = changed.at("/data/chat_message");
    assert_eq!((&changed["text"], &changed["image"]), (&json!(" It is new.\n"), &before["image"]));
    assert_eq!(changed["created_at"], before["created_at"]);
    assert_eq!(changed["updated_at"], "2026-01-01T12:00:01.500000Z");
    for text in [json!("\u{a0}\t"), json!("x".repeat(10_001)), json!(""), json!(null), json!(7)] {
        world.admin().patch("/chats/2/messages/2", json!({"text": text})).await.fails(400, 4010);
    }
    let longest = "é".repeat(10_000);
    world.admin().patch("/chats/2/messages/2", json!({"text": longest})).await.is(200);
}

async fn many_write_at_once(world: World) {
    let write = |number: usize| {
        let admin = world.admin();
        async move { admin.post(MESSAGES, json!({"text": format!("News {number}.")})).await.is(201) }
    };
    tokio::join!(write(0), write(1), write(2), write(3), write(4), write(5));
    let chat = world.alice().get("/chats/2").await.is(200);
    assert_eq!(chat.at("/data/chat/message_count"), 9);
    let told = world.alice().get("/notifications").await.is(200).at("/data/notifications");
    let news = told.as_array().into_iter().flatten().filter(|told| told["code"] == 10098).count();
    assert_eq!(news, 6);
}
