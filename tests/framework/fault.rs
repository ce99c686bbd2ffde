//! Faults that are ours: a panic, a database that is gone.

use std::net::IpAddr;
use std::sync::Arc;

use plenary::accounts::LiveSessions;
use plenary::api::edge::Edge;
use plenary::api::gate::Operations;
use plenary::infra::RateLimit;
use plenary::infra::metrics::Metrics;
use poem::endpoint::make_sync;
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Response};
use serde_json::json;

use crate::support::{World, request};

/// The edge around one route that goes wrong.
async fn answer_of(routes: impl Endpoint<Output = Response>) -> (StatusCode, String) {
    let world = World::new().await;
    let document = json!({"paths": {"/boom": {"get": {"operationId": "boom"}}}});
    let edge = Edge {
        routes,
        operations: Arc::new(Operations::compile(&document).expect("a good document")),
        context: world.app.context().clone(),
        sessions: Arc::new(LiveSessions),
        limit: Arc::new(RateLimit::<IpAddr>::per_minute(0, world.clock.clone())),
        metrics: Arc::new(Metrics::new()),
    };
    let response = edge.get_response(request(Method::GET, "/boom").finish()).await;
    assert!(response.headers().contains_key("x-request-id"));
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let status = response.status();
    (status, response.into_body().into_string().await.expect("a body"))
}

#[tokio::test]
async fn a_panic_is_500_and_tells_nothing() {
    let (status, body) = answer_of(make_sync(|_| -> Response { panic!("SELECT secret FROM /etc") })).await;
    assert_eq!(status, 500);
    let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    let expected = json!({
        "status": "error", "code": 500, "subcode": 5000, "error": "Unexpected Error",
        "message": "Something went wrong on our side.", "data": null,
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn an_error_of_the_framework_is_put_into_our_form() {
    for (status, subcode) in [(400, 4000), (404, 4040), (413, 4130), (415, 4150), (500, 5000), (503, 5001)] {
        let status = StatusCode::from_u16(status).expect("a status");
        let text = move |_| Response::builder().status(status).body("at src/main.rs:1: secret");
        let (answered, body) = answer_of(make_sync(text)).await;
        assert_eq!(answered, status);
        assert!(body.contains(&format!("\"subcode\":{subcode}")) && !body.contains("secret"), "{body}");
    }
}

#[tokio::test]
async fn without_a_database_it_is_503_and_says_when_to_come_back() {
    let world = World::new().await;
    let bearer = world.bearer("alice");
    world.app.database().clone().close().await.expect("closed");
    for path in ["/check", "/users", "/users/1"] {
        let answer = world.get(path).await.fails(503, 5001);
        assert_eq!(answer.string("/error"), "App Not Healthy", "{answer}");
        assert_eq!(answer.header("retry-after"), Some("2"), "{answer}");
    }
    let known = request(Method::GET, "/auth/status").header("authorization", bearer);
    world.send(known.finish()).await.fails(503, 5001);
    world.get("/ping").await.is(200);
}
