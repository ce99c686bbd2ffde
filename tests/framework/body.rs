//! Bodies: media type, size, JSON, schema.

use poem::Body;
use poem::http::Method;
use serde_json::json;

use crate::support::{Answer, World, request};

async fn register(world: &World, media_type: &str, body: impl Into<Body>) -> Answer {
    let builder = request(Method::POST, "/auth/register").content_type(media_type);
    world.send(builder.body(body)).await
}

#[tokio::test]
async fn malformed_json_is_400_and_says_where() {
    let world = World::new().await;
    for text in
        ["{", "", "nul", "{\"a\":1,}", "{\"username\":\"a\",\"username\":\"b\"}", "{} {}", "\u{feff}{}"]
    {
        let answer = register(&world, "application/json", text).await.fails(400, 4000);
        assert_eq!(answer.pointers(), [""], "{answer}");
        assert!(answer.string("/message").contains(" at line 1 column "), "{answer}");
    }
    register(&world, "application/json", &b"{\"username\":\"\xff\"}"[..]).await.fails(400, 4000);
    register(&world, "application/json", "[".repeat(200_000)).await.fails(400, 4000);
}

#[tokio::test]
async fn a_body_that_is_no_object_is_400() {
    let world = World::new().await;
    for text in ["null", "[]", "1", "\"x\"", "true"] {
        let answer = register(&world, "application/json", text).await.fails(400, 4000);
        assert_eq!(answer.pointers(), [""], "{answer}");
    }
}

#[tokio::test]
async fn another_media_type_is_415_and_says_which_are_read() {
    let world = World::new().await;
    for media_type in
        ["text/plain", "application/xml", "application/json; charset=latin1", "multipart/form-data", "x"]
    {
        let answer = register(&world, media_type, "{}").await.fails(415, 4150);
        assert_eq!(answer.header("accept"), Some("application/json"), "{answer}");
    }
    let bare = request(Method::POST, "/auth/register").body("{}");
    world.send(bare).await.fails(415, 4150);
}

#[tokio::test]
async fn a_compressed_body_is_415_and_says_what_is_read() {
    let world = World::new().await;
    let coded = |coding: &str| {
        let builder = request(Method::POST, "/auth/register").content_type("application/json");
        builder.header("content-encoding", coding).body("{}")
    };
    for coding in ["gzip", "identity, br", "x"] {
        let answer = world.send(coded(coding)).await.fails(415, 4150);
        assert_eq!(answer.header("accept-encoding"), Some("identity"), "{answer}");
    }
    world.send(coded("Identity")).await.fails(400, 4000);
}

#[tokio::test]
async fn parameters_of_the_media_type_do_not_matter() {
    let world = World::new().await;
    for media_type in
        ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json;charset=\"UTF-8\""]
    {
        register(&world, media_type, "{}").await.fails(400, 4000);
    }
}

#[tokio::test]
async fn a_missing_body_is_400() {
    let world = World::new().await;
    let answer = world.send(request(Method::POST, "/auth/register").finish()).await.fails(400, 4000);
    assert_eq!(answer.pointers(), [""], "{answer}");
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_whatever_its_headers_say() {
    let world = World::new().await;
    let big = "x".repeat(1_048_577);
    let answer = register(&world, "application/json", big.clone()).await.fails(413, 4130);
    assert_eq!(answer.header("connection"), Some("close"), "{answer}");
    let announced = request(Method::POST, "/auth/register").header("content-length", "1048577");
    world.send(announced.content_type("application/json").finish()).await.fails(413, 4130);
    let chunks = futures_util::stream::iter((0..1025).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1024])));
    register(&world, "application/json", Body::from_bytes_stream(chunks)).await.fails(413, 4130);
    let fits = format!("{{}}{}", " ".repeat(1_048_574));
    register(&world, "application/json", fits).await.fails(400, 4000);
}

#[tokio::test]
async fn the_limit_is_a_setting() {
    let world = World::with(&["--body-limit", "10"]).await;
    register(&world, "application/json", "{\"a\": 1234}").await.fails(413, 4130);
}

#[tokio::test]
async fn every_invalid_field_is_named_by_its_pointer() {
    let world = World::new().await;
    let body = json!({"username": "", "email": "x", "password": 5});
    let answer = world.post("/auth/register", &body).await.fails(400, 4000);
    assert_eq!(answer.pointers(), ["/email", "/password", "/username"], "{answer}");
    let answer = world.post("/auth/register", &json!({})).await.fails(400, 4000);
    assert_eq!(answer.pointers(), ["/email", "/password", "/username"], "{answer}");
}

#[tokio::test]
async fn a_wrong_form_is_told_in_the_words_of_the_document() {
    let world = World::new().await;
    let body = json!({"username": "zoe", "email": "nowhere", "password": "long enough"});
    let answer = world.post("/auth/register", &body).await.fails(400, 4023);
    assert_eq!(
        answer.string("/data/errors/0/message"),
        "is not what it should be: An e-mail address. Unique without regard to case.",
        "{answer}"
    );
}

#[tokio::test]
async fn one_invalid_field_has_the_entry_of_that_field() {
    let world = World::new().await;
    let good = json!({"username": "zoe", "email": "zoe@example.org", "password": "long enough"});
    for (field, wrong, subcode) in [
        ("username", json!(""), 4002),
        ("username", json!(null), 4002),
        ("username", json!("x".repeat(1000)), 4002),
        ("email", json!("nobody"), 4023),
        ("email", json!(["a@b.org"]), 4023),
        ("password", json!(""), 4001),
        ("password", json!("x".repeat(129)), 4001),
        ("password", json!("nul\u{0}"), 4001),
    ] {
        let mut body = good.clone();
        body[field] = wrong;
        let answer = world.post("/auth/register", &body).await.fails(400, subcode);
        assert_eq!(answer.pointers(), [format!("/{field}")], "{answer}");
        body.as_object_mut().expect("an object").remove(field);
        world.post("/auth/register", &body).await.fails(400, subcode);
    }
    world.post("/auth/register", &good).await.is(201);
}

#[tokio::test]
async fn what_was_sent_is_not_repeated_in_an_error() {
    let world = World::new().await;
    let body = json!({"username": "zoe", "email": "zoe@example.org", "password": {"secret": "hunter2"}});
    let answer = world.post("/auth/register", &body).await.fails(400, 4001);
    assert!(!answer.text.contains("hunter2"), "{answer}");
}
