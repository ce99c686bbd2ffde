//! `POST /upload/image`

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::ImageFormat;
use serde_json::json;

use super::pictures::encoded;
use crate::support::{Actor, Answer, World};

on_every_database![
    an_image_in_a_text_is_measured_and_comes_back,
    only_an_image_is_taken,
    a_text_that_is_no_data_uri_is_named,
    the_room_is_that_of_a_file,
];

async fn upload(actor: &Actor, bytes: &[u8]) -> Answer {
    let image = format!("data:image/gif;base64,{}", BASE64_STANDARD.encode(bytes));
    actor.post("/upload/image", json!({"image": image})).await
}

async fn an_image_in_a_text_is_measured_and_comes_back(world: World) {
    for (format, content_type) in [(ImageFormat::Jpeg, "image/jpeg"), (ImageFormat::WebP, "image/webp")] {
        let bytes = encoded(format, 31, 17);
        let answer = upload(&world.alice(), &bytes).await.is(201);
        let (width, height) = (answer.at("/data/upload/width"), answer.at("/data/upload/height"));
        assert_eq!((width, height), (json!(31), json!(17)));
        let file = world.anon().get(&answer.text("/data/upload/url")).await.is(200);
        assert!(file.bytes == bytes);
        assert_eq!(file.header("content-type"), Some(content_type));
        assert_eq!(file.header("content-disposition"), Some("inline"));
    }
}

async fn only_an_image_is_taken(world: World) {
    for bytes in [&b"text"[..], b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"BM\0\0\0\0", b"%PDF-1.7"] {
        upload(&world.alice(), bytes).await.fails(415, 4150);
    }
}

async fn a_text_that_is_no_data_uri_is_named(world: World) {
    for image in [json!("cat.png"), json!("data:image/png;base64,="), json!("data:,x"), json!(5), json!(null)]
    {
        let answer = world.alice().post("/upload/image", json!({"image": image})).await.fails(400, 4000);
        assert_eq!(answer.at("/data/errors/0/pointer"), "/image", "{answer}");
    }
}

async fn the_room_is_that_of_a_file(world: World) {
    let noise: Vec<u8> = (0..262_144_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    upload(&world.alice(), &noise).await.fails(415, 4150);
    // Within the room of the body, and the file itself is one byte too large.
    upload(&world.alice(), &[&noise[..], b"x"].concat()).await.fails(413, 4130);
    let answer = upload(&world.alice(), &[&noise[..], &noise[..]].concat()).await.fails(413, 4130);
    assert_eq!(answer.text("/message"), "A file may have at most 262144 bytes.");
}
