//! The client: it helps with nothing and waits for nothing longer than it may.

use std::time::Duration;

use tribunal::transport::{Body, Client, Headers, Limits, Request, Response, TransportError};

use crate::kennel::{Reply, listen};

fn get(uri: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        uri: uri.to_owned(),
        headers: Headers::new(),
        body: Body::default(),
        base_url: None,
    }
}

async fn exchange(reply: Reply, limits: Limits) -> Result<Response, TransportError> {
    let server = listen(move |_| reply.clone()).await;
    Client::new(limits).send(&server.base_url, &get("/")).await
}

#[tokio::test]
async fn a_request_goes_out_as_it_stands() {
    let server = listen(|call| Reply::Answer {
        status: 299,
        headers: vec![(
            "x-seen",
            format!("{} {} {}", call.method, call.target, call.header("x-one").unwrap_or("-")),
        )],
        body: call.body.clone(),
    })
    .await;
    let mut request = get("/a%20b/c?x=1&y=%C3%BC");
    request.method = "PATCH".to_owned();
    request.headers.set("X-One", "1");
    request.body = Body(b"\x00\xff".to_vec().into());
    let response = Client::new(Limits::default()).send(&server.base_url, &request).await;
    let response = response.expect("an answer");
    assert_eq!(response.status, 299);
    assert_eq!(response.headers.get("X-Seen"), Some("PATCH /a%20b/c?x=1&y=%C3%BC 1"));
    assert_eq!(response.body.0.as_ref(), b"\x00\xff");
}

#[tokio::test]
async fn a_redirect_is_an_answer_like_any_other() {
    let reply = Reply::Answer {
        status: 302,
        headers: vec![("location", "http://127.0.0.1:1/".to_owned())],
        body: Vec::new(),
    };
    assert_eq!(exchange(reply, Limits::default()).await.expect("an answer").status, 302);
}

#[tokio::test]
async fn what_goes_wrong_is_a_sentence() {
    let small = Limits { total: Duration::from_millis(200), body: 10, ..Limits::default() };
    let big = Reply::Answer { status: 200, headers: Vec::new(), body: vec![b'x'; 11] };
    for (reply, sentence) in [
        (big, "the response has more than 10 bytes of content"),
        (Reply::Silence, "did not answer completely within 200ms"),
        (Reply::Raw(Vec::new()), "gave no HTTP response"),
        (Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc".to_vec()), "broke off after 3 bytes"),
    ] {
        let error = exchange(reply, small).await.expect_err(sentence).to_string();
        assert!(error.contains(sentence), "{error}");
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_taken() {
    let limits = Limits { body: 10, ..Limits::default() };
    let reply = Reply::Answer { status: 200, headers: Vec::new(), body: vec![b'x'; 10] };
    assert_eq!(exchange(reply, limits).await.expect("an answer").body.0.len(), 10);
}

#[tokio::test]
async fn a_refused_connection_says_where() {
    let client = Client::new(Limits::default());
    let error = client.send("http://127.0.0.1:1", &get("/")).await.expect_err("refused");
    assert!(error.is_unreachable());
    let refused = "no connection to http://127.0.0.1:1: Connection refused";
    assert!(error.to_string().starts_with(refused), "{error}");
}

#[tokio::test]
async fn what_cannot_be_sent_is_told_and_not_sent() {
    let client = Client::new(Limits::default());
    let mut bad_method = get("/");
    bad_method.method = "G ET".to_owned();
    let mut bad_header = get("/");
    bad_header.headers.set("X-Bad", "a\r\nX-More: b");
    for (request, part) in [
        (bad_method, "not an HTTP method"),
        (bad_header, "control character"),
        (get("@elsewhere.example/"), "does not begin with `/`"),
        (get("/dogs/%2E%2e/cats"), "has a segment `.` or `..`"),
        (get("/dogs#1"), "has a `#`"),
    ] {
        let error = client.send("http://127.0.0.1:1", &request).await.expect_err(part).to_string();
        assert!(error.contains(part), "{error}");
    }
    let error = client.send("ftp://127.0.0.1:1", &get("/")).await.expect_err("no HTTP").to_string();
    assert!(error.contains("http and https are spoken, not ftp"), "{error}");
}
