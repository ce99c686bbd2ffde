//! Cross-origin requests (Fetch Standard, section "CORS protocol").

use poem::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::{Request, Response};

use crate::config::CorsConfig;

/// Headers a page of another origin may send.
const REQUEST_HEADERS: &str = "Authorization, Content-Type, If-Match, If-None-Match, If-Range, Last-Event-ID, Prefer, Range, X-Request-Id";
/// Headers such a page may read, beside those it always may.
const RESPONSE_HEADERS: &str = "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Link, Location, \
                                Retry-After, WWW-Authenticate, X-Request-Id";

/// Whether a browser asks what it may do before it does it.
pub(super) fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ORIGIN)
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to OPTIONS: the methods of the path. A preflight also learns what it may send.
pub(super) fn options(config: &CorsConfig, allow: &str, preflight: bool) -> Response {
    let response = Response::builder().status(StatusCode::NO_CONTENT).header(header::ALLOW, allow);
    if !preflight {
        return response.finish();
    }
    response
        .header(header::ACCESS_CONTROL_ALLOW_METHODS, allow)
        .header(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
        .header(header::ACCESS_CONTROL_MAX_AGE, config.cors_max_age.as_secs())
        .finish()
}

/// Lets the page that asked read the answer, when its origin may.
pub(super) fn allow(config: &CorsConfig, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
    let anyone = config.cors_origins.iter().any(|known| known == "*");
    if !anyone {
        // The answer differs by origin, so a cache must keep them apart, refused ones too.
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
    }
    let Some(origin) = origin else { return };
    let allowed = if anyone {
        HeaderValue::from_static("*")
    } else if config.cors_origins.iter().any(|known| known.as_bytes() == origin.as_bytes()) {
        origin.clone()
    } else {
        return;
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(RESPONSE_HEADERS));
    if config.cors_credentials {
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
}
