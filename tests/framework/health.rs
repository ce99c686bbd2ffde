//! Ping, check and metrics.

use poem::http::Method;

use crate::support::{World, request};

#[tokio::test]
async fn ping_and_check_answer() {
    let world = World::new().await;
    let ping = world.get("/ping").await.is(200);
    assert_eq!(ping.text, r#"{"status":"success","data":{},"message":"pong!"}"#);
    for method in [Method::GET, Method::POST] {
        let check = world.send(request(method, "/check").finish()).await.is(200);
        assert_eq!(check.text, r#"{"status":"success","data":{"health":"ok"}}"#);
    }
}

#[tokio::test]
async fn metrics_count_by_operation_and_status() {
    let world = World::new().await;
    world.get("/ping").await.is(200);
    world.get("/ping").await.is(200);
    world.get("/users/abc").await.is(400);
    for secret in ["/nope", "/nope/2"] {
        world.get(secret).await.is(404);
    }
    let metrics = world.get("/metrics").await.is(200);
    assert!(
        metrics.header("content-type").is_some_and(|it| it.starts_with("text/plain; version=0.0.4")),
        "{metrics}"
    );
    for line in [
        "# TYPE plenary_http_requests_total counter",
        "plenary_http_requests_total{operation=\"ping\",method=\"GET\",status=\"200\"} 2",
        "plenary_http_requests_total{operation=\"get_user\",method=\"GET\",status=\"400\"} 1",
        "plenary_http_requests_total{operation=\"none\",method=\"GET\",status=\"404\"} 2",
        "# TYPE plenary_http_request_duration_seconds histogram",
        "plenary_http_request_duration_seconds_count{operation=\"ping\"} 2",
    ] {
        assert!(metrics.text.lines().any(|it| it == line), "{line} is missing in\n{}", metrics.text);
    }
    assert!(!metrics.text.contains("nope"), "a path is no label: {}", metrics.text);
}

#[tokio::test]
async fn metrics_stand_where_the_configuration_says() {
    let elsewhere = World::with(&["--metrics-path", "/internal/metrics"]).await;
    elsewhere.get("/internal/metrics").await.is(200);
    elsewhere.get("/metrics").await.fails(404, 4040);
    let nowhere = World::with(&["--metrics-path", ""]).await;
    nowhere.get("/metrics").await.fails(404, 4040);
}
