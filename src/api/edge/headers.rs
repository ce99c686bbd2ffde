//! Security headers (OWASP Secure Headers Project). A page of ours that needs more sets its own, which stays.

use poem::Response;
use poem::http::{HeaderName, HeaderValue, header};

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // Answers show what their caller may see; nobody else may keep them.
    (header::CACHE_CONTROL, "no-store"),
];

/// Adds what is not there yet. `https_only` also tells browsers to stay with HTTPS (RFC 6797).
pub(super) fn secure(response: &mut Response, https_only: bool) {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https_only {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(value);
    }
}
