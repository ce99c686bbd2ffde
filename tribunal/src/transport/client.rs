//! The HTTP client: one for a whole run, so that connections are kept alive.
//!
//! It never follows a redirect, asks no proxy, keeps no cookie and decodes no
//! content coding: the document describes single exchanges, and a client that
//! helps would hide what the server said. What must stay true: every exchange
//! ends within its limits, in time and in bytes.

use std::{
    error::Error,
    io,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use http::{
    HeaderMap, Method,
    header::{ACCEPT, HOST, HeaderName, HeaderValue},
};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use url::{Position, Url};

use super::{Body, Headers, Request, Response, TransportError, tls};

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

type Wire = http::Request<Full<Bytes>>;
type Plain = legacy::Client<HttpConnector, Full<Bytes>>;
type Secure = legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Exchanges a request for a response. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    plain: Plain,
    /// Made with the first request to an https address: to read what the system trusts takes its time.
    secure: Arc<OnceLock<Result<Secure, String>>>,
    limits: Limits,
}

impl Client {
    /// A client with limits.
    pub fn new(limits: Limits) -> Self {
        Self { plain: pooled().build(connector(limits)), secure: Arc::default(), limits }
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
        let mut wire = wire(base, request)?;
        let host = known_as.filter(|_| request.base_url.is_none()).and_then(authority);
        if let Some(host) = host.filter(|_| !wire.headers().contains_key(HOST)) {
            wire.headers_mut().insert(HOST, host);
        }
        let limit = self.limits.total;
        let exchanged = tokio::time::timeout(limit, self.exchange(base, wire)).await;
        exchanged.map_err(|_| TransportError::Timeout { limit })?
    }

    async fn exchange(&self, base: &str, wire: Wire) -> Result<Response, TransportError> {
        let started = Instant::now();
        let answering = if wire.uri().scheme_str() == Some("https") {
            self.secure()?.request(wire)
        } else {
            self.plain.request(wire)
        };
        let (head, body) = answering.await.map_err(|error| self.explain(base, &error))?.into_parts();
        let body = self.content(body).await?;
        let headers = received(&head.headers);
        Ok(Response { status: head.status.as_u16(), headers, body: Body(body), duration: started.elapsed() })
    }

    async fn content(&self, mut body: Incoming) -> Result<Bytes, TransportError> {
        let mut content = BytesMut::new();
        while let Some(frame) = body.frame().await {
            let truncated = |error: hyper::Error| TransportError::Truncated {
                bytes: content.len(),
                cause: root_cause(&error).to_string(),
            };
            let Ok(chunk) = frame.map_err(truncated)?.into_data() else { continue };
            if content.len() + chunk.len() > self.limits.body {
                return Err(TransportError::BodyTooLarge { limit: self.limits.body });
            }
            content.extend_from_slice(&chunk);
        }
        Ok(content.freeze())
    }

    fn secure(&self) -> Result<&Secure, TransportError> {
        let made = self.secure.get_or_init(|| {
            tls::connector(connector(self.limits)).map(|connector| pooled().build(connector))
        });
        made.as_ref().map_err(|why| TransportError::Client(why.clone()))
    }

    fn explain(&self, base: &str, error: &legacy::Error) -> TransportError {
        let cause = root_cause(error);
        if !error.is_connect() {
            return TransportError::Broken { cause: cause.to_string() };
        }
        let base_url = base.to_owned();
        if is_late(error) {
            return TransportError::ConnectTimeout { base_url, limit: self.limits.connect };
        }
        let cause = tls::explained(cause).unwrap_or_else(|| cause.to_string());
        TransportError::Connect { base_url, cause }
    }
}

fn connector(limits: Limits) -> HttpConnector {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(limits.connect));
    connector
}

/// Nothing is sent a second time: whether it was sent is what is judged.
fn pooled() -> legacy::Builder {
    let mut builder = legacy::Client::builder(TokioExecutor::new());
    builder.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new()).retry_canceled_requests(false);
    builder
}

/// Host and port, as a request names them (RFC 9110 section 7.2).
fn authority(base_url: &str) -> Option<HeaderValue> {
    let url = Url::parse(base_url).ok()?;
    HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort]).ok()
}

fn wire(base: &str, request: &Request) -> Result<Wire, TransportError> {
    stands(&request.uri)?;
    let text = format!("{}{}", base.trim_end_matches('/'), request.uri);
    let refused = |error: &dyn Error| TransportError::Request(format!("`{text}` is not a URL: {error}"));
    let url = Url::parse(&text).map_err(|error| refused(&error))?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(TransportError::Scheme { base_url: base.to_owned(), scheme: url.scheme().to_owned() });
    }
    let method = Method::from_bytes(request.method.as_bytes())
        .map_err(|_| TransportError::Request(format!("`{}` is not an HTTP method", request.method)))?;
    let mut wire = Wire::new(Full::new(request.body.0.clone()));
    *wire.method_mut() = method;
    *wire.uri_mut() = url.as_str().parse().map_err(|error: http::uri::InvalidUri| refused(&error))?;
    for (name, value) in request.headers.iter() {
        let field = HeaderName::try_from(name)
            .map_err(|_| TransportError::Request(format!("`{name}` is not a header name")))?;
        let content = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            TransportError::Request(format!("the value of header `{name}` holds a control character"))
        })?;
        wire.headers_mut().append(field, content);
    }
    wire.headers_mut().entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
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

/// What happened is wrapped in layers that say nothing; the innermost one says it.
fn root_cause<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    error.source().map_or(error, root_cause)
}

fn is_late(error: &(dyn Error + 'static)) -> bool {
    let late = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
    error.downcast_ref::<io::Error>().is_some_and(late) || error.source().is_some_and(is_late)
}
