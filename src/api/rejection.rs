//! An error on its way out, from wherever it is found: extractors, middleware, a database that is gone.

use poem::error::ResponseError;
use poem::http::{HeaderName, StatusCode, header};
use poem::{Body, Response};
use poem_openapi::types::ToJSON;

use super::{ErrorBody, FieldError, Subcode};
use crate::infra::log::chain;
use crate::infra::passwords::PasswordError;
use crate::infra::storage::StorageError;
use crate::infra::{DatabaseError, Limited, TokenError};

/// How long a caller should wait before trying a lost database again, in seconds.
const UNAVAILABLE_RETRY: u64 = 2;

/// An error with its body and headers.
#[derive(Debug, thiserror::Error)]
#[error("{} {}", body.subcode, body.message)]
pub struct Rejection {
    status: StatusCode,
    body: ErrorBody,
    headers: Vec<(HeaderName, String)>,
}

impl Rejection {
    /// An error with the usual sentence of its entry.
    pub fn of(subcode: Subcode) -> Self {
        Self::new(subcode, subcode.sentence())
    }

    /// An error from the catalogue.
    pub fn new(subcode: Subcode, message: impl Into<String>) -> Self {
        Self { status: subcode.status(), body: ErrorBody::new(subcode, message), headers: Vec::new() }
            .with_own_headers(subcode)
    }

    /// An error that names the fields at fault.
    pub fn fields(subcode: Subcode, message: impl Into<String>, errors: Vec<FieldError>) -> Self {
        let body = ErrorBody::with_errors(subcode, message, errors);
        Self { status: subcode.status(), body, headers: Vec::new() }
    }

    /// An error that its operation documents with this status.
    pub(crate) fn with_status(status: u16, rejection: impl Into<Self>) -> Self {
        let rejection = rejection.into();
        debug_assert_eq!(rejection.status.as_u16(), status, "{rejection}");
        rejection
    }

    /// A fault of ours. What it was goes to the log, not to the caller.
    pub fn unexpected(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(cause = %chain(cause), "unexpected error");
        Self::of(Subcode::Unexpected)
    }

    /// 429 with the time to wait, in whole seconds, at least one.
    pub fn too_many_requests(wait: std::time::Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Self::of(Subcode::TooManyRequests).header(header::RETRY_AFTER, seconds.max(1).to_string())
    }

    /// 503 because the database does not answer.
    pub fn unavailable() -> Self {
        Self::of(Subcode::DatabaseDown)
    }

    /// Whether the server is at fault, not the caller.
    pub fn is_server_error(&self) -> bool {
        self.status.is_server_error()
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn with_own_headers(self, subcode: Subcode) -> Self {
        match subcode.status() {
            StatusCode::UNAUTHORIZED => self.header(header::WWW_AUTHENTICATE, "Bearer"),
            // Not all of the body need have been read, so nothing can follow on the connection (RFC 9112, section 9.6).
            StatusCode::PAYLOAD_TOO_LARGE => self.header(header::CONNECTION, "close"),
            StatusCode::SERVICE_UNAVAILABLE => {
                self.header(header::RETRY_AFTER, UNAVAILABLE_RETRY.to_string())
            }
            _ => self,
        }
    }

    /// The response to send.
    pub fn response(&self) -> Response {
        let mut response =
            Response::builder().status(self.status).content_type("application/json; charset=utf-8");
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        response.body(Body::from_string(self.body.to_json_string()))
    }
}

impl ResponseError for Rejection {
    fn status(&self) -> StatusCode {
        self.status
    }

    fn as_response(&self) -> Response {
        self.response()
    }
}

impl From<ErrorBody> for Rejection {
    fn from(body: ErrorBody) -> Self {
        let status = StatusCode::from_u16(body.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, body, headers: Vec::new() }
    }
}

impl From<TokenError> for Rejection {
    fn from(error: TokenError) -> Self {
        Self::new(Subcode::BadToken, error.to_string())
    }
}

impl From<Limited> for Rejection {
    fn from(limited: Limited) -> Self {
        Self::too_many_requests(limited.wait)
    }
}

impl From<DatabaseError> for Rejection {
    fn from(error: DatabaseError) -> Self {
        match &error {
            DatabaseError::Unavailable(source) => {
                tracing::warn!(cause = %chain(source), "the database is not available");
                Self::unavailable()
            }
            DatabaseError::Failed(_) => Self::unexpected(&error),
        }
    }
}

impl From<StorageError> for Rejection {
    fn from(error: StorageError) -> Self {
        match &error {
            StorageError::Unavailable(source) => {
                tracing::warn!(cause = %chain(source), "the file storage is not available");
                Self::of(Subcode::StorageDown)
            }
            StorageError::Source(_) => Self::unexpected(&error),
        }
    }
}

impl From<PasswordError> for Rejection {
    fn from(error: PasswordError) -> Self {
        Self::unexpected(&error)
    }
}
