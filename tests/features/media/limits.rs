//! How large a file may be.

use futures_util::stream;
use poem::Body;

use super::forms::{FORM, form, upload};
use crate::support::World;

on_every_database![
    a_file_of_just_the_limit_is_taken,
    the_limit_holds_without_a_promise_of_the_length,
    the_limit_holds_for_every_part_of_a_form,
    the_limit_is_a_setting,
];

const LIMIT: usize = 262_144;

async fn a_file_of_just_the_limit_is_taken(world: World) {
    upload(&world.alice(), "a", &vec![b'x'; LIMIT]).await.is(201);
    let answer = upload(&world.alice(), "a", &vec![b'x'; LIMIT + 1]).await.fails(413, 4130);
    assert_eq!(answer.text("/message"), "A file may have at most 262144 bytes.");
    assert_eq!(answer.header("connection"), Some("close"));
}

async fn the_limit_holds_without_a_promise_of_the_length(world: World) {
    let start = form("a", b"");
    let start = start[..start.len() - 9].to_vec();
    let pieces = std::iter::once(start).chain((0..4096).map(|_| vec![b'x'; 4096]));
    let endless = Body::from_bytes_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>)));
    let answer = world.alice().send_body("/upload/files", FORM, endless).await.fails(413, 4130);
    assert_eq!(answer.header("connection"), Some("close"));
    let promised = world.alice().with("content-length", "16777216");
    promised.send_body("/upload/files", FORM, form("a", b"x")).await.fails(413, 4130);
}

async fn the_limit_holds_for_every_part_of_a_form(world: World) {
    let other = |size: usize| {
        let head = b"--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n";
        [&head[..], &vec![b'x'; size], b"\r\n", &form("a", b"text")].concat()
    };
    world.alice().send_body("/upload/files", FORM, other(1000)).await.is(201);
    world.alice().send_body("/upload/files", FORM, other(LIMIT + 1)).await.fails(413, 4130);
    let both = [&other(LIMIT)[..LIMIT + 54], b"\r\n", &form("a", &vec![b'x'; LIMIT])].concat();
    world.alice().send_body("/upload/files", FORM, both).await.fails(413, 4130);
}

async fn the_limit_is_a_setting(world: World) {
    let world = world.with(&["--upload-limit", "10"]).await;
    upload(&world.alice(), "a", b"0123456789").await.is(201);
    upload(&world.alice(), "a", b"0123456789a").await.fails(413, 4130);
}
