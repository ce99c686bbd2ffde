//! What goes wrong, as a response.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

pub(crate) enum Failure {
    NotFound,
    Unauthorized,
    Internal,
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        eprintln!("{error}");
        Self::Internal
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "Not found."),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "Not authenticated."),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "Internal error."),
        };
        (status, Json(json!({"status": "error", "code": status.as_u16(), "message": message})))
            .into_response()
    }
}
