//! `GET /media/{key}`

use plenary::fixture::{UPLOAD, UPLOAD_KEY};

use crate::support::{Answer, World};

on_every_database![
    a_part_is_what_was_asked_for,
    a_copy_that_is_good_is_not_sent_again,
    the_rest_of_another_file_is_not_taken_for_this_one,
    head_says_what_get_would_say,
    a_file_without_bytes_is_404,
    whoever_does_not_know_the_key_finds_nothing,
    a_picture_may_be_shown_elsewhere,
];

fn url() -> String {
    format!("/media/{UPLOAD_KEY}")
}

async fn part(world: &World, range: &str) -> Answer {
    world.anon().with("range", range).get(&url()).await
}

async fn a_part_is_what_was_asked_for(world: World) {
    let size = UPLOAD.len();
    for (range, start, end) in [
        ("bytes=0-0", 0, 1),
        ("bytes=0-7", 0, 8),
        ("bytes=8-", 8, size),
        ("bytes=-12", size - 12, size),
        ("bytes=-1000", 0, size),
        ("bytes=70-1000", 70, size),
    ] {
        let answer = part(&world, range).await.is(206);
        assert_eq!(answer.bytes, &UPLOAD[start..end], "{range}");
        let told = format!("bytes {start}-{}/{size}", end - 1);
        assert_eq!(answer.header("content-range"), Some(told.as_str()), "{range}");
        assert_eq!(answer.header("content-length"), Some((end - start).to_string().as_str()), "{range}");
        assert_eq!(answer.header("content-type"), Some("image/png"));
    }
    for whole in ["bytes=0-1,5-6", "bytes=5-2", "lines=1-2", "bytes", "bytes=x-y"] {
        let answer = part(&world, whole).await.is(200);
        assert_eq!((answer.bytes.as_slice(), answer.header("content-range")), (UPLOAD, None), "{whole}");
        assert_eq!(answer.header("accept-ranges"), Some("bytes"));
    }
    for nothing in [format!("bytes={size}-"), "bytes=1000-2000".to_owned(), "bytes=-0".to_owned()] {
        let answer = part(&world, &nothing).await.fails(416, 4160);
        assert_eq!(answer.header("content-range"), Some(format!("bytes */{size}").as_str()), "{nothing}");
    }
}

async fn etag(world: &World) -> String {
    world.anon().get(&url()).await.is(200).header("etag").expect("a tag").to_owned()
}

async fn a_copy_that_is_good_is_not_sent_again(world: World) {
    let etag = etag(&world).await;
    for known in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
        let answer = world.anon().with("if-none-match", &known).get(&url()).await.is(304);
        assert_eq!((answer.header("etag"), answer.bytes.len()), (Some(etag.as_str()), 0), "{known}");
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("content-type"), None);
    }
    world.anon().with("if-none-match", "\"other\"").get(&url()).await.is(200);
    // The condition comes before the range (RFC 9110, section 13.2.2).
    world.anon().with("if-none-match", &etag).with("range", "bytes=0-1").get(&url()).await.is(304);
}

async fn the_rest_of_another_file_is_not_taken_for_this_one(world: World) {
    let etag = etag(&world).await;
    let rest = world.anon().with("range", "bytes=8-");
    assert_eq!(rest.with("if-range", &etag).get(&url()).await.is(206).bytes, &UPLOAD[8..]);
    for other in ["\"other\"".to_owned(), format!("W/{etag}"), "Sat, 29 Oct 1994 19:43:31 GMT".to_owned()] {
        assert_eq!(rest.with("if-range", &other).get(&url()).await.is(200).bytes, UPLOAD, "{other}");
    }
}

async fn head_says_what_get_would_say(world: World) {
    let answer = world.anon().with("range", "bytes=0-1").head(&url()).await.is(200);
    assert!(answer.bytes.is_empty());
    let size = UPLOAD.len().to_string();
    assert_eq!(answer.header("content-length"), Some(size.as_str()));
    assert_eq!(answer.header("content-type"), Some("image/png"));
    world.anon().head("/media/unknown").await.is(404);
}

async fn a_file_without_bytes_is_404(world: World) {
    world.app.context().storage.remove(UPLOAD_KEY).await.expect("removed");
    let answer = world.anon().get(&url()).await.fails(404, 4051);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    world.app.reset();
    world.anon().get(&url()).await.is(200);
}

async fn whoever_does_not_know_the_key_finds_nothing(world: World) {
    for key in ["1", "unknown", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "a%20b"] {
        world.admin().get(&format!("/media/{key}")).await.fails(404, 4051);
    }
    world.anon().get("/media/").await.fails(404, 4040);
}

async fn a_picture_may_be_shown_elsewhere(world: World) {
    let answer = world.anon().with("origin", "https://elsewhere.example").get(&url()).await.is(200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("content-disposition"), Some("inline; filename*=UTF-8''flag.png"));
}
