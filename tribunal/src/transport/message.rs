//! One request and one response, exactly as they go over the wire.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

/// Header fields in order. Names compare without regard to case (RFC 9110 section 5.1); a name may repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// No header at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v)
    }

    /// Replaces every field of that name by one.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.remove(&name);
        self.0.push((name, value.into()));
    }

    /// Adds a field and keeps those of the same name.
    pub fn append(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Removes every field of that name.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    }

    /// All fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(fields: T) -> Self {
        Self(fields.into_iter().map(|(n, v)| (n.into(), v.into())).collect())
    }
}

/// The bytes of a message. An empty body and no body are the same on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body(pub Bytes);

impl Body {
    /// A JSON text.
    pub fn json(value: &Value) -> Self {
        Self(Bytes::from(value.to_string()))
    }

    /// The bytes as text, if they are UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The bytes as a JSON value, if they are one.
    pub fn to_json(&self) -> Option<Value> {
        serde_json::from_slice(&self.0).ok()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A request. Where it goes (scheme, host, port) is the slot's affair unless `base_url` says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`... in upper case.
    pub method: String,
    /// Path and query, percent-encoded, as sent: `/users/1?limit=2`.
    pub uri: String,
    /// Header fields.
    pub headers: Headers,
    /// The content.
    pub body: Body,
    /// Another server than the slot's own, for instance a twin whose database is gone. Set by hooks.
    pub base_url: Option<String>,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header fields, names in lower case.
    pub headers: Headers,
    /// The content.
    pub body: Body,
    /// From sending the first byte to having the last.
    pub duration: Duration,
}
