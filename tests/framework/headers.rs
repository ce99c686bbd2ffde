//! Headers on every answer, errors and preflights included.

use poem::http::Method;

use crate::support::{World, request};

#[tokio::test]
async fn security_headers_are_on_every_answer() {
    let world = World::new().await;
    let preflight = request(Method::OPTIONS, "/users")
        .header("origin", "https://example.org")
        .header("access-control-request-method", "POST");
    for request in [
        request(Method::GET, "/ping").finish(),
        request(Method::GET, "/nope").finish(),
        request(Method::PUT, "/ping").finish(),
        request(Method::GET, "/auth/status").finish(),
        request(Method::GET, "/docs").finish(),
        preflight.finish(),
    ] {
        let answer = world.send(request).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.headers(name), [value], "{answer}");
        }
        assert_eq!(answer.headers("content-security-policy").len(), 1, "{answer}");
        assert_eq!(answer.header("strict-transport-security"), None, "{answer}");
    }
}

#[tokio::test]
async fn https_only_is_announced_where_the_cookie_is_secure() {
    let world = World::with(&["--cookie-secure", "true"]).await;
    let answer = world.get("/ping").await;
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=63072000; includeSubDomains"));
}

#[tokio::test]
async fn a_sane_request_id_comes_back_and_any_other_is_replaced() {
    let world = World::new().await;
    let of = async |id: &str| {
        let answer = world.send(request(Method::GET, "/nope").header("x-request-id", id).finish()).await;
        let ids = answer.headers("x-request-id");
        assert_eq!(ids.len(), 1, "{answer}");
        ids[0].to_owned()
    };
    assert_eq!(of("trace-1.2_3").await, "trace-1.2_3");
    let long = "x".repeat(129);
    for odd in ["", "a b", "<script>", "ü", long.as_str()] {
        assert_eq!(of(odd).await.len(), 36, "{odd}");
    }
    assert_ne!(of("").await, of("").await);
}
