//! The body of every error.

use poem_openapi::types::{ParseFromJSON, ToJSON};
use poem_openapi::{Enum, Object};
use serde::Serialize;
use serde_json::Value;

use super::Subcode;

/// Whose turn it is: `fail` asks for another request, `error` for something else (log in, wait, repair).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum ErrorStatus {
    /// The request is at fault.
    Fail,
    /// 401, 403, 429 and every 5xx.
    Error,
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Object, Serialize)]
pub struct FieldError {
    /// Where: a JSON pointer into the body (RFC 6901), or `query.limit`, `path.id`, `header.x`.
    pub pointer: String,
    /// What is wrong with it.
    pub message: String,
}

impl FieldError {
    /// One wrong field.
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into() }
    }
}

/// Details of an error.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize)]
pub struct ErrorData {
    /// Everything that is wrong, not only the first.
    pub errors: Vec<FieldError>,
}

/// The body of every error.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize)]
pub struct ErrorBody {
    /// `fail` when the request is at fault, else `error`.
    pub status: ErrorStatus,
    /// The HTTP status.
    pub code: u16,
    /// The entry in the catalogue of errors.
    pub subcode: u16,
    /// The fixed title of that entry.
    pub error: String,
    /// A sentence for people.
    pub message: String,
    /// Every invalid field of a 400, else null.
    pub data: Option<ErrorData>,
}

impl ErrorBody {
    /// An error with the usual sentence of its entry.
    pub fn of(subcode: Subcode) -> Self {
        Self::new(subcode, subcode.sentence())
    }

    /// An error without details.
    pub fn new(subcode: Subcode, message: impl Into<String>) -> Self {
        Self {
            status: subcode.word(),
            code: subcode.status().as_u16(),
            subcode: subcode.number(),
            error: subcode.title().to_owned(),
            message: message.into(),
            data: None,
        }
    }

    /// An error that names the fields at fault.
    pub fn with_errors(subcode: Subcode, message: impl Into<String>, errors: Vec<FieldError>) -> Self {
        Self { data: Some(ErrorData { errors }), ..Self::new(subcode, message) }
    }

    /// An error about one field, whose message is also the message of the whole.
    pub fn field(subcode: Subcode, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::with_errors(subcode, message.clone(), vec![FieldError::new(pointer, message)])
    }

    /// The body as a value, to be kept with a job or a notification.
    pub fn to_value(&self) -> Value {
        self.to_json().unwrap_or_default()
    }

    /// A body that was kept; none if it is no such body.
    pub fn from_value(value: Value) -> Option<Self> {
        Self::parse_from_json(Some(value)).ok()
    }
}
