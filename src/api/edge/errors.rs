//! The one error body, also for what did not come from us: the framework's texts and panics.

use poem::Response;
use poem::http::{StatusCode, header};

use crate::api::{Rejection, Subcode};

/// An answer that has our form. The framework's own errors are plain text, ours are JSON or a page.
pub(super) fn in_our_form(response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_ours(&response) {
        return response;
    }
    tracing::debug!(%status, "an error of the framework is put into our form");
    Rejection::of(entry(status)).response()
}

/// The answer after a panic. What it said went to the log when it happened.
pub(super) fn after_panic() -> Response {
    Rejection::of(Subcode::Unexpected).response()
}

fn is_ours(response: &Response) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|value| value.starts_with("application/json") || value.starts_with("text/html"))
}

fn entry(status: StatusCode) -> Subcode {
    match status {
        StatusCode::UNAUTHORIZED => Subcode::BadToken,
        StatusCode::FORBIDDEN => Subcode::Forbidden,
        StatusCode::NOT_FOUND => Subcode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Subcode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Subcode::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Subcode::UnsupportedMediaType,
        StatusCode::TOO_MANY_REQUESTS => Subcode::TooManyRequests,
        StatusCode::SERVICE_UNAVAILABLE => Subcode::DatabaseDown,
        status if status.is_client_error() => Subcode::InvalidPayload,
        _ => Subcode::Unexpected,
    }
}
