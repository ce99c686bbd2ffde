//! What is kept as an image is a whole one.

use image::ImageFormat;
use serde_json::json;

use super::forms::upload;
use super::pictures::{animated, encoded, head_of_png};
use crate::support::{Kind, World};

const KINDS: [(ImageFormat, &str); 4] = [
    (ImageFormat::Png, "image/png"),
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::Gif, "image/gif"),
    (ImageFormat::WebP, "image/webp"),
];

async fn on_sqlite<F: Future<Output = ()> + Send + 'static>(rule: fn(World) -> F) {
    World::on(Kind::Sqlite, rule).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_is_known_by_its_bytes_and_measured() {
    on_sqlite(|world| async move {
        for (format, content_type) in KINDS {
            let bytes = encoded(format, 40, 30);
            let upload = upload(&world.alice(), "notes.txt", &bytes).await.is(201).at("/data/upload");
            assert_eq!(upload["content_type"], content_type);
            assert_eq!((&upload["width"], &upload["height"]), (&json!(40), &json!(30)), "{upload}");
            assert_eq!((&upload["size"], &upload["name"]), (&json!(bytes.len()), &json!("notes.txt")));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_image_that_is_cut_off_is_refused_wherever_it_is_cut() {
    on_sqlite(|world| async move {
        let images = KINDS.map(|(format, _)| encoded(format, 40, 30)).into_iter().chain([animated()]);
        for bytes in images {
            let step = (bytes.len() / 25).max(1);
            for length in (16..bytes.len()).step_by(step).chain([bytes.len() - 1]) {
                upload(&world.alice(), "cut", &bytes[..length]).await.fails(415, 4150);
            }
            upload(&world.alice(), "whole", &bytes).await.is(201);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_image_that_is_damaged_inside_is_refused() {
    on_sqlite(|world| async move {
        let mut png = encoded(ImageFormat::Png, 40, 30);
        let middle = png.len() / 2;
        png[middle] ^= 0xff;
        upload(&world.alice(), "damaged.png", &png).await.fails(415, 4150);
        // A JPEG has no checksum: what can be noticed is that parts of it are missing.
        upload(&world.alice(), "head.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\xff\xd9")
            .await
            .fails(415, 4150);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_behind_an_image_does_not_break_it() {
    on_sqlite(|world| async move {
        for (format, content_type) in KINDS {
            let bytes = [encoded(format, 8, 8), b"<script>alert(1)</script>".to_vec()].concat();
            let answer = upload(&world.alice(), "x", &bytes).await.is(201);
            assert_eq!(answer.at("/data/upload/content_type"), content_type);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bomb_is_refused_from_its_head() {
    on_sqlite(|world| async move {
        let head = head_of_png(50_000, 50_000);
        upload(&world.alice(), "head.png", &head).await.fails(413, 4130);
        // 36 million pixels, all black: a hundred megabytes from a hundred kilobytes.
        let mut bomb = std::io::Cursor::new(Vec::new());
        let black = image::GrayImage::new(6000, 6000);
        black.write_to(&mut bomb, ImageFormat::Png).expect("encoded");
        let bomb = bomb.into_inner();
        assert!(bomb.len() < 200_000, "{} bytes", bomb.len());
        let answer = upload(&world.alice(), "bomb.png", &bomb).await.fails(413, 4130);
        assert_eq!(answer.text("/message"), "An image may have at most 25000000 pixels.");
        let patient = world.with(&["--image-pixels", "36000000"]).await;
        upload(&patient.alice(), "bomb.png", &bomb).await.is(201);
        for (format, _) in KINDS {
            let small = world.with(&["--image-pixels", "1199"]).await;
            upload(&small.alice(), "x", &encoded(format, 40, 30)).await.fails(413, 4130);
        }
    })
    .await;
}
