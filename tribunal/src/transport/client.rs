//! The HTTP client: one for a whole run, so that connections are kept alive.
//!
//! It never follows a redirect, asks no proxy, keeps no cookie and decodes no
//! content coding: the document describes single exchanges, and a client that
//! helps would hide what the server said. What must stay true: every exchange
//! ends within its limits, in time and in bytes.

use std::time::{Duration, Instant};

use bytes::BytesMut;
use reqwest::{
    Method, Url,
    header::{HOST, HeaderMap, HeaderName, HeaderValue},
    redirect::Policy,
};
use url::Position;

use super::{Body, Headers, Request, Response, TransportError};

/// What one exchange may cost at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until the connection stands.
    pub connect: Duration,
    /// From the first byte sent to the last one received.
    pub total: Duration,
    /// Bytes of a response's content.
    pub body: usize,
}

impl Default for Limits {
    /// 5 s, 30 s, 64 MiB.
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), total: Duration::from_secs(30), body: 64 * 1024 * 1024 }
    }
}

/// How long a connection is kept for the next request. Many servers close one after 2 to 5 s without asking, and a
/// request that crosses such a close on its way looks like a crash.
const IDLE: Duration = Duration::from_secs(1);

/// Exchanges a request for a response. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    limits: Limits,
}

impl Client {
    /// A client with limits.
    ///
    /// # Errors
    /// [`TransportError::Client`] when the operating system gives no client (no entropy, no sockets).
    pub fn new(limits: Limits) -> Result<Self, TransportError> {
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .retry(reqwest::retry::never())
            .referer(false)
            .tcp_nodelay(true)
            .pool_idle_timeout(IDLE)
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .build()
            .map_err(|error| TransportError::Client(root_cause(&error)))?;
        Ok(Self { http, limits })
    }

    /// Sends one request to its own base URL, else to `base_url`, and reads the whole answer.
    ///
    /// # Errors
    /// A [`TransportError`] for anything but a complete response; the status never makes an error.
    pub async fn send(&self, base_url: &str, request: &Request) -> Result<Response, TransportError> {
        self.send_as(None, base_url, request).await
    }

    /// The same to a server that goes by another base URL: `Host` names that one.
    pub(crate) async fn send_as(
        &self,
        known_as: Option<&str>,
        base_url: &str,
        request: &Request,
    ) -> Result<Response, TransportError> {
        let base = request.base_url.as_deref().unwrap_or(base_url);
        let started = Instant::now();
        let mut wire = wire(base, request)?;
        let host = known_as.filter(|_| request.base_url.is_none()).and_then(authority);
        if let Some(host) = host.filter(|_| !wire.headers().contains_key(HOST)) {
            wire.headers_mut().insert(HOST, host);
        }
        let mut answer = self.http.execute(wire).await.map_err(|error| self.explain(base, &error))?;
        let status = answer.status().as_u16();
        let headers = received(answer.headers());
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.explain_body(body.len(), &error))? {
            if body.len() + chunk.len() > self.limits.body {
                return Err(TransportError::BodyTooLarge { limit: self.limits.body });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response { status, headers, body: Body(body.freeze()), duration: started.elapsed() })
    }

    fn explain(&self, base: &str, error: &reqwest::Error) -> TransportError {
        match (error.is_connect(), error.is_timeout()) {
            (true, true) => {
                TransportError::ConnectTimeout { base_url: base.to_owned(), limit: self.limits.connect }
            }
            (true, false) => TransportError::Connect { base_url: base.to_owned(), cause: root_cause(error) },
            (false, true) => TransportError::Timeout { limit: self.limits.total },
            (false, false) => TransportError::Broken { cause: root_cause(error) },
        }
    }

    fn explain_body(&self, bytes: usize, error: &reqwest::Error) -> TransportError {
        if error.is_timeout() {
            TransportError::Timeout { limit: self.limits.total }
        } else {
            TransportError::Truncated { bytes, cause: root_cause(error) }
        }
    }
}

/// Host and port, as a request names them (RFC 9110 section 7.2).
fn authority(base_url: &str) -> Option<HeaderValue> {
    let url = Url::parse(base_url).ok()?;
    HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort]).ok()
}

fn wire(base: &str, request: &Request) -> Result<reqwest::Request, TransportError> {
    stands(&request.uri)?;
    let text = format!("{}{}", base.trim_end_matches('/'), request.uri);
    let url = Url::parse(&text)
        .map_err(|error| TransportError::Request(format!("`{text}` is not a URL: {error}")))?;
    if url.scheme() != "http" {
        return Err(TransportError::Scheme { base_url: base.to_owned(), scheme: url.scheme().to_owned() });
    }
    let method = Method::from_bytes(request.method.as_bytes())
        .map_err(|_| TransportError::Request(format!("`{}` is not an HTTP method", request.method)))?;
    let mut wire = reqwest::Request::new(method, url);
    for (name, value) in request.headers.iter() {
        let field = HeaderName::try_from(name)
            .map_err(|_| TransportError::Request(format!("`{name}` is not a header name")))?;
        let content = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            TransportError::Request(format!("the value of header `{name}` holds a control character"))
        })?;
        wire.headers_mut().append(field, content);
    }
    if !request.body.is_empty() {
        *wire.body_mut() = Some(request.body.0.clone().into());
    }
    Ok(wire)
}

/// Whether a URI reaches the base URL's server as it stands. One that does not begin with `/` could change the host
/// (`@elsewhere/`), and URLs lose dot segments and fragments on their way (RFC 3986 sections 5.2.4 and 3.5).
fn stands(uri: &str) -> Result<(), TransportError> {
    let refuse = |why: &str| Err(TransportError::Request(format!("`{uri}` {why}")));
    if !uri.starts_with('/') {
        return refuse("does not begin with `/`");
    }
    if uri.contains('#') {
        return refuse("has a `#`, which would cut it short; write %23");
    }
    let path = uri.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    if path.split(['/', '\\']).any(|segment| matches!(segment, "." | "..")) {
        return refuse("has a segment `.` or `..`, which would be resolved before it is sent");
    }
    Ok(())
}

/// Header values are bytes; those that are not UTF-8 are shown with replacement characters.
fn received(headers: &HeaderMap) -> Headers {
    headers
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

/// reqwest wraps what happened in layers that say nothing; the innermost one says it.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
