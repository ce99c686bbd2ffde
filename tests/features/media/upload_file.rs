//! `POST /upload/files`

use image::ImageFormat;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use super::forms::{FORM, form, upload};
use super::pictures::encoded;
use crate::support::World;

on_every_database![
    a_file_comes_back_as_it_was,
    a_page_is_kept_and_never_shown,
    a_name_is_a_label_and_nothing_else,
    what_is_refused_leaves_nothing,
    a_form_that_is_malformed_is_400,
    another_media_type_is_415,
    a_file_outlives_its_uploader,
    only_users_upload,
];

pub(crate) async fn rows(world: &World, condition: &str) -> i64 {
    let db = world.db();
    let sql = format!("SELECT count(*) AS rows FROM media WHERE {condition}");
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await;
    row.expect("a statement").expect("a row").try_get("", "rows").expect("a number")
}

async fn a_file_comes_back_as_it_was(world: World) {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let answer = upload(&world.alice(), "bytes.bin", &bytes).await.is(201);
    let upload = answer.at("/data/upload");
    assert_eq!(upload["content_type"], "application/octet-stream");
    assert_eq!(upload["created_at"], "2026-01-01T12:00:00.000000Z");
    assert_eq!(answer.header("location"), upload["url"].as_str());
    let file = world.anon().get(&answer.text("/data/upload/url")).await.is(200);
    assert!(file.bytes == bytes);
    assert_eq!(rows(&world, "id = 2 AND uploaded_by = 2").await, 1);
}

async fn a_page_is_kept_and_never_shown(world: World) {
    let page = b"<html><script>alert(document.cookie)</script></html>";
    let answer = upload(&world.alice(), "cat.png", page).await.is(201);
    assert_eq!(answer.at("/data/upload/content_type"), "text/html");
    let file = world.anon().get(&answer.text("/data/upload/url")).await.is(200);
    assert_eq!(file.header("content-type"), Some("text/html"));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename*=UTF-8''cat.png"));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(file.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let answer = upload(&world.alice(), "drawing.svg", drawing).await.is(201);
    let file = world.anon().get(&answer.text("/data/upload/url")).await.is(200);
    assert!(file.header("content-disposition").is_some_and(|it| it.starts_with("attachment")), "{file}");
}

async fn a_name_is_a_label_and_nothing_else(world: World) {
    for (given, name) in [
        ("../../etc/passwd", json!("passwd")),
        ("C:\\\\temp\\\\a.txt", json!("a.txt")),
        ("žluť \u{202e}gpj.exe", json!("žluť gpj.exe")),
        ("..", Value::Null),
        ("", Value::Null),
    ] {
        let answer = upload(&world.alice(), given, b"text").await.is(201);
        assert_eq!(answer.at("/data/upload/name"), name, "{answer}");
    }
    let nameless = b"--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ntext\r\n--b--\r\n";
    let answer = world.alice().send_body("/upload/files", FORM, nameless.to_vec()).await.is(201);
    assert_eq!(answer.at("/data/upload/name"), Value::Null);
    let file = world.anon().get(&answer.text("/data/upload/url")).await.is(200);
    assert_eq!(file.header("content-disposition"), Some("attachment"));
    assert_eq!(file.header("content-type"), Some("text/plain; charset=utf-8"));
}

async fn what_is_refused_leaves_nothing(world: World) {
    let cut = encoded(ImageFormat::Png, 40, 30);
    upload(&world.alice(), "cut.png", &cut[..cut.len() - 20]).await.fails(415, 4150);
    upload(&world.alice(), "large", &vec![0; 262_145]).await.fails(413, 4130);
    let answer = upload(&world.alice(), "empty", b"").await.fails(400, 4000);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/file");
    assert_eq!(rows(&world, "id > 1").await, 0);
}

async fn a_form_that_is_malformed_is_400(world: World) {
    let whole = form("a.txt", b"some text");
    for (content_type, body) in [
        ("multipart/form-data", whole.clone()),
        ("multipart/form-data; boundary=other", whole.clone()),
        (FORM, whole[..whole.len() - 6].to_vec()),
        (FORM, whole[..40].to_vec()),
        (FORM, b"no form at all".to_vec()),
        (FORM, Vec::new()),
        (FORM, b"--b\r\n\r\ntext\r\n--b--\r\n".to_vec()),
    ] {
        let answer = world.alice().send_body("/upload/files", content_type, body).await.fails(400, 4000);
        assert_eq!(answer.at("/data/errors/0/pointer"), "", "{content_type}: {answer}");
    }
    let other = String::from_utf8(whole.clone()).expect("text").replace("\"file\"", "\"data\"");
    let answer = world.alice().send_body("/upload/files", FORM, other).await.fails(400, 4000);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/file", "{answer}");
    let twice = [&whole[..whole.len() - 9], b"\r\n", &whole[..]].concat();
    let answer = world.alice().send_body("/upload/files", FORM, twice).await.fails(400, 4000);
    assert_eq!(answer.at("/data/errors/0/pointer"), "/file", "{answer}");
}

async fn another_media_type_is_415(world: World) {
    for content_type in ["application/json", "application/octet-stream", "multipart/mixed; boundary=b"] {
        let body = form("a.txt", b"text");
        let answer = world.alice().send_body("/upload/files", content_type, body).await.fails(415, 4150);
        assert_eq!(answer.header("accept"), Some("multipart/form-data"), "{answer}");
    }
}

async fn a_file_outlives_its_uploader(world: World) {
    let url = upload(&world.bob(), "a.txt", b"text").await.is(201).text("/data/upload/url");
    world.admin().delete("/users/3?permanent=true").await.is(200);
    assert_eq!(world.anon().get(&url).await.is(200).body, "text");
    assert_eq!(rows(&world, "id = 2 AND uploaded_by IS NULL").await, 1);
}

async fn only_users_upload(world: World) {
    upload(&world.anon(), "a.txt", b"text").await.fails(401, 4132);
    upload(&world.person("carol"), "a.txt", b"text").await.fails(401, 4132);
    upload(&world.browser("alice", "same-origin"), "a.txt", b"text").await.is(201);
    upload(&world.browser("alice", "cross-site"), "a.txt", b"text").await.fails(403, 4134);
}
