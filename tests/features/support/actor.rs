//! Who speaks to the instance, and what it answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use poem::{Body, Endpoint, Request, Response};
use serde_json::Value;

/// Somebody who sends requests.
#[derive(Clone)]
pub(crate) struct Actor {
    endpoint: Arc<BoxEndpoint<'static, Response>>,
    name: &'static str,
    headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    request: String,
    pub(crate) status: StatusCode,
    headers: poem::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
    /// The same as text, where it is one.
    pub(crate) body: String,
}

/// How often each status came, with the subcode of an error, or 0.
pub(crate) fn outcomes(answers: &[Answer]) -> BTreeMap<(u16, u64), usize> {
    answers.iter().fold(BTreeMap::new(), |mut counted, answer| {
        let subcode = answer.json()["subcode"].as_u64().unwrap_or_default();
        *counted.entry((answer.status.as_u16(), subcode)).or_default() += 1;
        counted
    })
}

impl Actor {
    pub(super) fn new(
        endpoint: Arc<BoxEndpoint<'static, Response>>,
        name: &'static str,
        headers: &[(&str, &str)],
    ) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { endpoint, name, headers }
    }

    /// The same, with one header more.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut actor = self.clone();
        actor.headers.push((name.to_owned(), value.to_owned()));
        actor
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send(Method::GET, uri, None).await
    }

    pub(crate) async fn head(&self, uri: &str) -> Answer {
        self.send(Method::HEAD, uri, None).await
    }

    pub(crate) async fn delete(&self, uri: &str) -> Answer {
        self.send(Method::DELETE, uri, None).await
    }

    /// A PUT without a body.
    pub(crate) async fn send_put(&self, uri: &str) -> Answer {
        self.send(Method::PUT, uri, None).await
    }

    /// A POST without a body.
    pub(crate) async fn poke(&self, uri: &str) -> Answer {
        self.send(Method::POST, uri, None).await
    }

    pub(crate) async fn post(&self, uri: &str, body: Value) -> Answer {
        self.send(Method::POST, uri, Some(("application/json", body.to_string()))).await
    }

    pub(crate) async fn put(&self, uri: &str, body: Value) -> Answer {
        self.send(Method::PUT, uri, Some(("application/json", body.to_string()))).await
    }

    pub(crate) async fn patch(&self, uri: &str, body: Value) -> Answer {
        self.send(Method::PATCH, uri, Some(("application/json", body.to_string()))).await
    }

    pub(crate) async fn submit(&self, uri: &str, form: &str) -> Answer {
        self.send(Method::POST, uri, Some(("application/x-www-form-urlencoded", form.to_owned()))).await
    }

    /// A form with files (RFC 7578): names, what a file is called, and what stands there.
    pub(crate) async fn submit_files(&self, uri: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        const BOUNDARY: &str = "a-line-that-stands-nowhere";
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send_body(uri, &content_type, body).await
    }

    /// A POST of any body, without a promise of its length.
    pub(crate) async fn send_body(&self, uri: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        self.exchange(Method::POST, uri, "...", Some((content_type, body.into()))).await
    }

    async fn send(&self, method: Method, uri: &str, body: Option<(&str, String)>) -> Answer {
        let shown = body.as_ref().map_or(String::new(), |(_, text)| text.clone());
        self.exchange(method, uri, &shown, body.map(|(content_type, text)| (content_type, text.into()))).await
    }

    async fn exchange(&self, method: Method, uri: &str, shown: &str, body: Option<(&str, Body)>) -> Answer {
        let shown = format!("{} {method} {uri} {shown}", self.name);
        let mut request = Request::builder().method(method).uri(uri.parse::<Uri>().expect("a URI"));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = match body {
            Some((content_type, body)) => request.content_type(content_type).body(body),
            None => request.finish(),
        };
        let response = self.endpoint.get_response(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.into_vec().await.expect("a whole body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { request: shown, status: parts.status, headers: parts.headers, bytes, body }
    }
}

impl Answer {
    /// The answer, if it has this status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{self}");
        self
    }

    /// The answer, if it is this entry of the catalogue of errors.
    #[track_caller]
    pub(crate) fn fails(self, status: u16, subcode: u16) -> Self {
        let answer = self.is(status);
        assert_eq!(answer.json()["subcode"], subcode, "{answer}");
        answer
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// A value by its JSON pointer.
    #[track_caller]
    pub(crate) fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or_else(|| panic!("no {pointer}: {self}"))
    }

    /// A text by its JSON pointer.
    #[track_caller]
    pub(crate) fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("{pointer} is no text: {self}")).to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name.parse::<HeaderName>().expect("a name"))
            .and_then(|value: &HeaderValue| value.to_str().ok())
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n> {}\n< {}\n< {:?}\n< {}", self.request, self.status, self.headers, self.body)
    }
}
