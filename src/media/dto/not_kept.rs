//! Why a file was not kept, as every operation that takes files answers it.

use crate::api::gate::BodyLimits;
use crate::api::{ErrorBody, Rejection, Subcode};
use crate::media::error::KeepError;

/// The status of a file that was not kept, with its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// 400: it has no bytes.
    Invalid(ErrorBody),
    /// 413: it has too many bytes or pixels.
    TooLarge(ErrorBody),
    /// 415: it is not what is wanted, or not whole.
    Unsupported(ErrorBody),
}

impl NotKept {
    /// The answer to an error. `pointer` is what the request calls the file.
    ///
    /// # Errors
    ///
    /// A fault of ours, which is no answer of the operation's own.
    pub fn of(error: KeepError, pointer: &str) -> Result<Self, Rejection> {
        let too_large = |message: String| Self::TooLarge(ErrorBody::new(Subcode::TooLarge, message));
        let unsupported =
            |message: String| Self::Unsupported(ErrorBody::new(Subcode::UnsupportedMediaType, message));
        Ok(match error {
            KeepError::Empty => Self::Invalid(invalid(pointer, "must not be empty")),
            KeepError::TooLarge(limit) => too_large(BodyLimits::file_too_large(limit)),
            KeepError::TooManyPixels(limit) => {
                too_large(format!("An image may have at most {limit} pixels."))
            }
            KeepError::NotAnImage => {
                unsupported("This is no image that can be shown; send PNG, JPEG, GIF or WebP.".to_owned())
            }
            KeepError::Broken(kind) => unsupported(format!(
                "This begins as an image of the type {} and is not a whole one.",
                kind.name()
            )),
            KeepError::Fault(fault) => return Err(fault.into()),
        })
    }
}

/// The file is at fault.
pub(super) fn invalid(pointer: &str, how: &str) -> ErrorBody {
    let name = pointer.trim_start_matches('/');
    let mut body = ErrorBody::field(Subcode::InvalidPayload, pointer, how);
    body.message = format!("{name} {how}.");
    body
}
