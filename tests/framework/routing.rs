//! Paths and methods.

use poem::http::Method;

use crate::support::{World, request};

#[tokio::test]
async fn an_unknown_route_is_404() {
    let world = World::new().await;
    for path in
        ["/", "/nope", "/ping/", "//ping", "/users/1/", "/docs/none.js", "/%00", "/PING", "/users/1/2/3"]
    {
        world.get(path).await.fails(404, 4040);
    }
}

#[tokio::test]
async fn another_method_is_405_with_the_methods_of_that_path() {
    let world = World::new().await;
    for (method, path, allow) in [
        (Method::POST, "/ping", "GET, HEAD, OPTIONS"),
        (Method::DELETE, "/check", "GET, HEAD, OPTIONS, POST"),
        (Method::GET, "/auth/login", "OPTIONS, POST"),
        (Method::PUT, "/users/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        (Method::TRACE, "/ping", "GET, HEAD, OPTIONS"),
        (Method::from_bytes(b"BREW").expect("a token"), "/ping", "GET, HEAD, OPTIONS"),
    ] {
        let answer = world.send(request(method, path).finish()).await.fails(405, 4050);
        assert_eq!(answer.header("allow"), Some(allow), "{answer}");
    }
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let world = World::new().await;
    let answer = world.send(request(Method::HEAD, "/ping").finish()).await.is(200);
    assert_eq!(answer.text, "");
    assert_eq!(answer.header("content-type"), world.get("/ping").await.header("content-type"));
    world.send(request(Method::HEAD, "/auth/login").finish()).await.is(405);
    world.send(request(Method::HEAD, "/nope").finish()).await.is(404);
}

#[tokio::test]
async fn options_tells_the_methods_of_every_path() {
    let world = World::new().await;
    let answer = world.send(request(Method::OPTIONS, "/users/1").finish()).await.is(204);
    assert_eq!(answer.header("allow"), Some("DELETE, GET, HEAD, OPTIONS, PATCH"), "{answer}");
    world.send(request(Method::OPTIONS, "/nope").finish()).await.fails(404, 4040);
}
