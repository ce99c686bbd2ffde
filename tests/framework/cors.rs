//! Cross-origin requests.

use poem::http::Method;

use crate::support::{Answer, World, request};

const HOME: &str = "https://home.example";

async fn preflight(world: &World, path: &str, origin: &str) -> Answer {
    let builder = request(Method::OPTIONS, path).header("origin", origin);
    world.send(builder.header("access-control-request-method", "PATCH").finish()).await
}

#[tokio::test]
async fn in_development_any_origin_may_call_without_credentials() {
    let world = World::new().await;
    let answer = preflight(&world, "/users/1", HOME).await.is(204);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{answer}");
    assert_eq!(answer.header("access-control-allow-credentials"), None, "{answer}");
    assert_eq!(
        answer.header("access-control-allow-methods"),
        Some("DELETE, GET, HEAD, OPTIONS, PATCH"),
        "{answer}"
    );
    assert!(answer.header("access-control-allow-headers").is_some_and(|it| it.contains("Authorization")));
    assert_eq!(answer.header("access-control-max-age"), Some("600"), "{answer}");
}

#[tokio::test]
async fn preflight_works_on_every_path_of_the_document() {
    let world = World::new().await;
    let document = plenary::openapi::document();
    for path in document["paths"].as_object().expect("paths").keys() {
        let answer = preflight(&world, &path.replace(['{', '}'], ""), HOME).await.is(204);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{answer}");
    }
}

#[tokio::test]
async fn a_page_may_read_errors_too() {
    let world = World::new().await;
    for path in ["/nope", "/auth/status", "/users/abc"] {
        let answer = world.send(request(Method::GET, path).header("origin", HOME).finish()).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{answer}");
        assert!(answer.header("access-control-expose-headers").is_some_and(|it| it.contains("X-Request-Id")));
    }
}

#[tokio::test]
async fn a_list_of_origins_lets_those_in_and_no_other() {
    let flags = ["--cors-origins", "https://home.example,https://app.example", "--cors-credentials", "true"];
    let world = World::with(&flags).await;
    for origin in [HOME, "https://app.example"] {
        let answer = preflight(&world, "/users", origin).await.is(204);
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin), "{answer}");
        assert_eq!(answer.header("access-control-allow-credentials"), Some("true"), "{answer}");
        assert_eq!(answer.header("vary"), Some("Origin"), "{answer}");
    }
    for origin in ["https://evil.example", "https://home.example.evil.example", "null", "http://home.example"]
    {
        let answer = preflight(&world, "/users", origin).await.is(204);
        assert_eq!(answer.header("access-control-allow-origin"), None, "{answer}");
        assert_eq!(answer.header("vary"), Some("Origin"), "{answer}");
    }
}

#[tokio::test]
async fn an_empty_list_lets_nobody_in() {
    let world = World::with(&["--cors-origins", ""]).await;
    let answer = preflight(&world, "/users", HOME).await.is(204);
    assert_eq!(answer.header("access-control-allow-origin"), None, "{answer}");
}
