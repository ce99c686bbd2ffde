//! The client. Without any proxy of the environment: it would connect in our place, to what nobody has checked.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::body::{Body, Incoming};
use hyper::header::{ACCEPT, AUTHORIZATION, HeaderValue, LOCATION, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use percent_encoding::percent_decode_str;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, timeout_at};
use url::{Host, Url};

use super::error::OutboundError;
use super::guard::{Guard, is_any, is_public};
use super::resolver::Resolver;

/// How often an answer may point elsewhere.
const REDIRECTS: usize = 3;
/// How long a connection is kept for the next request.
const IDLE: Duration = Duration::from_secs(15);
/// How we introduce ourselves.
const AGENT: HeaderValue = HeaderValue::from_static(concat!("plenary/", env!("CARGO_PKG_VERSION")));

type Inner = Client<HttpsConnector<HttpConnector<Resolver>>, Empty<Bytes>>;

/// Asks servers that somebody else names. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Outbound {
    client: Arc<OnceLock<Inner>>,
    guard: Guard,
}

/// How much of an answer is taken, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest body, in bytes.
    pub bytes: u64,
    /// When the whole of it must be there, redirects included.
    pub deadline: Instant,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply<T> {
    /// Its status.
    pub status: StatusCode,
    /// Its body; of an answer other than 200 it is not read.
    pub body: T,
}

impl Outbound {
    /// A client that trusts whom the machine trusts. `allow_private` takes the guard away.
    pub fn new(allow_private: bool) -> Self {
        Self::guarded_by(if allow_private { is_any } else { is_public })
    }

    fn guarded_by(guard: Guard) -> Self {
        Self { client: Arc::default(), guard }
    }

    /// The client, made by whoever needs it first: reading the machine's certificates takes a while, and many
    /// instances never ask anybody.
    fn client(&self) -> std::io::Result<&Inner> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = Self::connect(self.guard)?;
        Ok(self.client.get_or_init(|| client))
    }

    fn connect(guard: Guard) -> std::io::Result<Inner> {
        let mut connector = HttpConnector::new_with_resolver(Resolver { guard });
        connector.set_nodelay(true);
        connector.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let builder = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .to_owned();
        Ok(builder.build(connector))
    }

    /// Gets what is at an address, into memory.
    ///
    /// # Errors
    ///
    /// When there is no whole answer within the limits.
    pub async fn read(&self, url: &Url, limits: Limits) -> Result<Reply<Vec<u8>>, OutboundError> {
        timeout_at(limits.deadline, async {
            let mut answer = self.get(url, "application/json").await?;
            let mut body = Vec::new();
            if answer.status() == StatusCode::OK {
                while let Some(part) = next(answer.body_mut(), body.len() as u64, limits.bytes).await? {
                    body.extend_from_slice(&part);
                }
            }
            Ok(Reply { status: answer.status(), body })
        })
        .await?
    }

    /// Gets what is at an address, into a file that is gone once it is closed.
    ///
    /// # Errors
    ///
    /// When there is no whole answer within the limits.
    pub async fn fetch(&self, url: &Url, limits: Limits) -> Result<Reply<File>, OutboundError> {
        timeout_at(limits.deadline, async {
            let mut answer = self.get(url, "image/*").await?;
            let file =
                tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(std::io::Error::other)??;
            let (mut file, mut size) = (File::from_std(file), 0);
            if answer.status() == StatusCode::OK {
                while let Some(part) = next(answer.body_mut(), size, limits.bytes).await? {
                    size += part.len() as u64;
                    file.write_all(&part).await?;
                }
                file.flush().await?;
            }
            Ok(Reply { status: answer.status(), body: file })
        })
        .await?
    }

    /// The head of an answer, wherever redirects lead; each of them is guarded as the first address.
    async fn get(&self, url: &Url, accept: &'static str) -> Result<Response<Incoming>, OutboundError> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let answer = self.client()?.request(self.request(&url, accept)?).await?;
            if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok(answer);
            }
            let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            let next = location.and_then(|location| url.join(location).ok());
            url = next.ok_or(OutboundError::Redirects)?;
        }
        Err(OutboundError::Redirects)
    }

    /// The request for an address that may be connected to. A name is checked when it is resolved.
    fn request(&self, url: &Url, accept: &'static str) -> Result<Request<Empty<Bytes>>, OutboundError> {
        let literal = match url.host().filter(|_| matches!(url.scheme(), "http" | "https")) {
            None => return Err(OutboundError::Address),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(address.into()),
            Some(Host::Ipv6(address)) => Some(address.into()),
        };
        if literal.is_some_and(|address| !(self.guard)(address)) {
            return Err(OutboundError::NotPublic);
        }
        let mut bare = url.clone();
        bare.set_fragment(None);
        // Neither can fail on an address with a host.
        let _ = (bare.set_username(""), bare.set_password(None));
        let mut request = Request::get(bare.as_str())
            .header(USER_AGENT, AGENT)
            .header(ACCEPT, HeaderValue::from_static(accept));
        if let Some(credentials) = credentials(url) {
            request = request.header(AUTHORIZATION, credentials);
        }
        request.body(Empty::new()).map_err(|_| OutboundError::Address)
    }
}

/// The user and password of an address, as its server expects them (RFC 7617).
fn credentials(url: &Url) -> Option<HeaderValue> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let plain = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
    let pair = [plain(url.username()), plain(url.password().unwrap_or_default())].join(&b':');
    let mut value = HeaderValue::from_str(&format!("Basic {}", BASE64_STANDARD.encode(pair))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The next bytes of a body, of which `taken` are there already.
async fn next(body: &mut Incoming, taken: u64, most: u64) -> Result<Option<Bytes>, OutboundError> {
    // What a server announces need not come first.
    if taken.saturating_add(body.size_hint().lower()) > most {
        return Err(OutboundError::TooLarge(most));
    }
    while let Some(frame) = body.frame().await.transpose()? {
        if let Ok(part) = frame.into_data() {
            if taken.saturating_add(part.len() as u64) > most {
                return Err(OutboundError::TooLarge(most));
            }
            return Ok(Some(part));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
