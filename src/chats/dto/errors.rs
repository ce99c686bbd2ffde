//! Bodies of this feature's errors.

use poem_openapi::payload::Json;

use crate::api::{ErrorBody, Subcode};
use crate::chats::error::Refusal;
use crate::chats::model::TEXT_MAX;

/// There is no such chat, or none that the caller may know of.
pub(super) fn no_chat() -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::ChatNotFound, "There is no such chat."))
}

/// There is no such message in the chat.
pub(super) fn no_message() -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::MessageNotFound, "There is no such message in this chat."))
}

/// The text breaks its rule.
pub(super) fn bad_text() -> Json<ErrorBody> {
    let message = format!("A text has 1 to {TEXT_MAX} characters, not all of them blank.");
    Json(ErrorBody::field(Subcode::InvalidText, "/text", message))
}

/// The caller may not.
pub(super) fn refused(refusal: Refusal) -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::Forbidden, refusal.to_string()))
}
