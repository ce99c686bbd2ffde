//! The limit on requests from one address.

use poem::http::Method;

use crate::support::{Answer, World, request};

/// A request that came through one proxy, which saw this address.
async fn ping(world: &World, forwarded: &str) -> Answer {
    world.send(request(Method::GET, "/ping").header("x-forwarded-for", forwarded).finish()).await
}

#[tokio::test]
async fn one_too_many_is_429_and_says_how_long_to_wait() {
    let world = World::with(&["--rate-limit", "2", "--trusted-proxies", "1"]).await;
    let (here, there) = ("10.0.0.1", "10.0.0.2");
    ping(&world, here).await.is(200);
    ping(&world, here).await.is(200);
    let answer = ping(&world, here).await.fails(429, 4290);
    assert_eq!(answer.header("retry-after"), Some("30"), "{answer}");
    ping(&world, there).await.is(200);
    world.advance(30);
    ping(&world, here).await.is(200);
}

#[tokio::test]
async fn unknown_routes_count_and_preflights_do_not() {
    let world = World::with(&["--rate-limit", "1"]).await;
    for _ in 0..5 {
        world.send(request(Method::OPTIONS, "/ping").finish()).await.is(204);
    }
    world.get("/nope").await.fails(404, 4040);
    world.get("/nope").await.fails(429, 4290);
}

#[tokio::test]
async fn a_reset_of_the_instance_forgets_them() {
    let world = World::with(&["--rate-limit", "1"]).await;
    world.get("/ping").await.is(200);
    world.get("/ping").await.fails(429, 4290);
    world.app.reset();
    world.get("/ping").await.is(200);
}

#[tokio::test]
async fn nobody_gets_round_it_by_claiming_another_address() {
    let world = World::with(&["--rate-limit", "1"]).await;
    ping(&world, "1.1.1.1").await.is(200);
    ping(&world, "2.2.2.2").await.fails(429, 4290);
}

#[tokio::test]
async fn what_stands_before_the_proxys_own_word_proves_nothing() {
    let world = World::with(&["--rate-limit", "1", "--trusted-proxies", "1"]).await;
    ping(&world, "1.1.1.1").await.is(200);
    ping(&world, "2.2.2.2").await.is(200);
    ping(&world, "9.9.9.9, 2.2.2.2").await.fails(429, 4290);
}
