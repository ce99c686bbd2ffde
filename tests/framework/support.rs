//! One instance on an empty database in memory, and answers that are easy to judge.

use std::fmt;
use std::sync::Arc;

use chrono::TimeDelta;
use plenary::app::App;
use plenary::config::{Config, Profile};
use plenary::fixture;
use plenary::infra::{FixedClock, Infra};
use poem::endpoint::BoxEndpoint;
use poem::http::{HeaderName, Method};
use poem::{Endpoint, Request, RequestBuilder, Response};
use serde_json::Value;

/// A running instance with the baseline in its database.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Arc<FixedClock>,
    endpoint: BoxEndpoint<'static, Response>,
}

impl World {
    /// With the settings of the testing profile.
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With some settings of its own.
    pub(crate) async fn with(flags: &[&str]) -> Self {
        let config = Config::from_flags(Profile::Testing, flags.iter().copied()).expect("good settings");
        let (infra, clock, _) = Infra::fixed();
        let app = App::open(config, infra).await.expect("a database in memory");
        app.migrate().await.expect("migrations");
        fixture::seed(app.database()).await.expect("the baseline");
        let endpoint = app.endpoint().expect("an endpoint");
        Self { app, clock, endpoint }
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.clock.advance(TimeDelta::seconds(seconds));
    }

    /// The bearer token of somebody of the baseline.
    pub(crate) fn bearer(&self, name: &str) -> String {
        fixture::bearer(&self.app, name)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path).finish()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(request(Method::POST, path).content_type("application/json").body(body.to_string())).await
    }

    pub(crate) async fn send(&self, request: Request) -> Answer {
        let sent = format!("{} {}", request.method(), request.uri());
        Answer::read(sent, self.endpoint.get_response(request).await).await
    }
}

/// A request to go on with.
pub(crate) fn request(method: Method, path: &str) -> RequestBuilder {
    Request::builder().method(method).uri_str(path)
}

/// An answer, read to its end.
pub(crate) struct Answer {
    sent: String,
    pub(crate) status: u16,
    headers: Vec<(HeaderName, String)>,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Answer {
    async fn read(sent: String, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let headers = headers.collect();
        let text = String::from_utf8_lossy(&body.into_vec().await.expect("a whole body")).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { sent, status: parts.status.as_u16(), headers, text, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Proves a status without an error.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// Proves that this is our error body with this entry of the catalogue.
    #[track_caller]
    pub(crate) fn fails(self, status: u16, subcode: u16) -> Self {
        assert_eq!((self.status, self.number("/subcode")), (status, u64::from(subcode)), "{self}");
        self.is_our_error();
        self
    }

    /// Proves that an error has the one form.
    #[track_caller]
    pub(crate) fn is_our_error(&self) {
        assert_eq!(self.number("/code"), u64::from(self.status), "{self}");
        let word = if matches!(self.status, 401 | 403 | 429 | 500..) { "error" } else { "fail" };
        assert_eq!(self.body["status"], word, "{self}");
        for field in ["/error", "/message"] {
            assert!(!self.string(field).is_empty(), "{field}: {self}");
        }
        let keys: Vec<&String> = self.body.as_object().into_iter().flatten().map(|(key, _)| key).collect();
        assert_eq!(keys, ["status", "code", "subcode", "error", "message", "data"], "{self}");
        assert!(self.header("content-type").is_some_and(|it| it.starts_with("application/json")), "{self}");
        let promised = match self.status {
            401 => Some("www-authenticate"),
            405 => Some("allow"),
            429 | 503 => Some("retry-after"),
            _ => None,
        };
        assert!(promised.is_none_or(|name| self.header(name).is_some()), "{promised:?} is missing: {self}");
    }

    /// The pointers of all invalid fields.
    pub(crate) fn pointers(&self) -> Vec<&str> {
        let errors = self.body.pointer("/data/errors").and_then(Value::as_array);
        errors.into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect()
    }

    #[track_caller]
    pub(crate) fn string(&self, pointer: &str) -> String {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn number(&self, pointer: &str) -> u64 {
        self.body.pointer(pointer).and_then(Value::as_u64).unwrap_or_default()
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{:?}\n{}", self.sent, self.status, self.headers, self.text)
    }
}
