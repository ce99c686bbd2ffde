//! Why a file was not kept, as every operation that takes files answers it.

use crate::api::answer::{Failing, Given};
use crate::api::gate::BodyLimits;
use crate::api::{ErrorBody, Rejection, Subcode};
use crate::media::error::KeepError;

/// Why a file was not kept, and what the request calls the file.
#[derive(Debug)]
pub struct NotKept {
    error: KeepError,
    pointer: &'static str,
}

impl NotKept {
    pub fn of(error: KeepError, pointer: &'static str) -> Self {
        Self { error, pointer }
    }
}

impl Failing for NotKept {
    const STATUSES: &'static [Given] = &[Given::Status(400), Given::Status(413), Given::Status(415)];
}

impl From<NotKept> for Rejection {
    fn from(NotKept { error, pointer }: NotKept) -> Self {
        let too_large = |message: String| ErrorBody::new(Subcode::TooLarge, message);
        let unsupported = |message: String| ErrorBody::new(Subcode::UnsupportedMediaType, message);
        match error {
            KeepError::Empty => Self::with_status(400, invalid(pointer, "must not be empty")),
            KeepError::TooLarge(limit) => {
                Self::with_status(413, too_large(BodyLimits::file_too_large(limit)))
            }
            KeepError::TooManyPixels(limit) => {
                Self::with_status(413, too_large(format!("An image may have at most {limit} pixels.")))
            }
            KeepError::NotAnImage => {
                let message = "This is no image that can be shown; send PNG, JPEG, GIF or WebP.";
                Self::with_status(415, unsupported(message.to_owned()))
            }
            KeepError::Broken(kind) => {
                let name = kind.name();
                let message = format!("This begins as an image of the type {name} and is not a whole one.");
                Self::with_status(415, unsupported(message))
            }
            KeepError::Fault(fault) => fault.into(),
        }
    }
}

/// The file is at fault.
pub(in crate::media) fn invalid(pointer: &str, how: &str) -> ErrorBody {
    let name = pointer.trim_start_matches('/');
    let mut body = ErrorBody::field(Subcode::InvalidPayload, pointer, how);
    body.message = format!("{name} {how}.");
    body
}
