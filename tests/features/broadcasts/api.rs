//! What the API of banners may do, and what an administrator is answered.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::support::{accepted, all, asking, count};
use crate::support::World;

on_every_database![
    two_at_once_never_send_one_picture_twice,
    ten_at_once_never_send_one_picture_twice,
    banners_are_sent_in_the_order_of_the_api_over_all_its_pages_until_none_is_left,
    a_slow_api_is_waited_for_within_the_budget_and_nothing_is_reserved,
    an_api_that_stops_in_the_middle_is_not_waited_for_any_longer,
    an_api_that_cannot_be_used_is_told_and_nothing_is_reserved,
    an_api_that_has_moved_is_followed,
    without_an_api_nothing_can_be_broadcast,
];

/// The addresses of everything that was reserved, oldest first, without that of the baseline.
async fn reserved(world: &World) -> Vec<String> {
    let mut all: Vec<Value> = all(world).await;
    all.reverse();
    all.iter().skip(1).map(|one| one["banner"]["url"].as_str().expect("an address").to_owned()).collect()
}

async fn at_once(world: World, many: usize) {
    let (_banners, world) = asking(&world, "paged", &["--banner-budget", "30s"]).await;
    let jobs: BTreeSet<String> = join_all((0..many).map(|_| accepted(&world))).await.into_iter().collect();
    assert_eq!(jobs.len(), many);
    let urls = reserved(&world).await;
    let different: BTreeSet<&String> = urls.iter().collect();
    assert_eq!((urls.len(), different.len()), (many, many), "{urls:?}");
    world.settle().await;
    let chats = count(&world, "count(*) FROM chats").await;
    let written = count(&world, "count(*) FROM chat_messages WHERE broadcast_id > 1").await;
    assert_eq!(written, chats * i64::try_from(many).expect("small"));
}

async fn two_at_once_never_send_one_picture_twice(world: World) {
    at_once(world, 2).await;
}

async fn ten_at_once_never_send_one_picture_twice(world: World) {
    at_once(world, 10).await;
}

async fn banners_are_sent_in_the_order_of_the_api_over_all_its_pages_until_none_is_left(world: World) {
    let (banners, world) = asking(&world, "paged", &["--banner-budget", "30s"]).await;
    for _ in 0..25 {
        accepted(&world).await;
    }
    world.admin().post("/broadcasts", json!({})).await.fails(409, 4090);
    let expected: Vec<String> =
        (0..25).map(|number| format!("{}?{number}", banners.url("pictures/banner.png"))).collect();
    assert_eq!(reserved(&world).await, expected);
}

async fn a_slow_api_is_waited_for_within_the_budget_and_nothing_is_reserved(world: World) {
    let (_banners, world) = asking(&world, "slow", &["--banner-budget", "1s"]).await;
    let begun = Instant::now();
    world.admin().post("/broadcasts", json!({})).await.fails(504, 5040);
    let waited = begun.elapsed();
    assert!((Duration::from_millis(900)..Duration::from_secs(3)).contains(&waited), "{waited:?}");
    assert!(reserved(&world).await.is_empty());
}

async fn an_api_that_stops_in_the_middle_is_not_waited_for_any_longer(world: World) {
    let (banners, world) = asking(&world, "stuck", &["--banner-budget", "1s"]).await;
    accepted(&world).await;
    // The first page is sent; the search has to go on to the second.
    let begun = Instant::now();
    world.admin().post("/broadcasts", json!({})).await.fails(504, 5040);
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    assert_eq!(reserved(&world).await, [format!("{}?1", banners.url("pictures/one"))]);
}

async fn an_api_that_cannot_be_used_is_told_and_nothing_is_reserved(world: World) {
    for behaviour in [
        "broken",
        "refusing",
        "shapeless",
        "nonsense",
        "empty",
        "addressless",
        "endless",
        "circle",
        "missing-page",
    ] {
        let (_banners, world) = asking(&world, behaviour, &[]).await;
        let answer = world.admin().post("/broadcasts", json!({})).await.fails(502, 5020);
        assert!(!answer.text("/message").contains("127.0.0.1"), "{behaviour}: {answer}");
        assert!(reserved(&world).await.is_empty(), "{behaviour}");
    }
    let (_banners, world) = asking(&world, "same", &[]).await;
    accepted(&world).await;
    world.admin().post("/broadcasts", json!({})).await.fails(502, 5020);
    assert_eq!(reserved(&world).await.len(), 1);
}

async fn an_api_that_has_moved_is_followed(world: World) {
    let (_banners, world) = asking(&world, "moved", &[]).await;
    accepted(&world).await;
}

async fn without_an_api_nothing_can_be_broadcast(world: World) {
    let answer = world.admin().post("/broadcasts", json!({})).await.fails(502, 5020);
    assert!(answer.text("/message").contains("BANNER_API_URL"), "{answer}");
    let dead = world.with(&["--banner-api-url", "http://127.0.0.1:9/", "--banner-budget", "2s"]).await;
    dead.admin().post("/broadcasts", json!({})).await.fails(502, 5020);
    assert!(reserved(&world).await.is_empty());
}
