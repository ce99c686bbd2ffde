//! Bodies of this feature's errors.

use poem_openapi::payload::Json;

use crate::api::{ErrorBody, FieldError, Subcode};
use crate::events::error::{Missing, Refusal};
use crate::events::model::Invalid;

/// It is not there, or not for the caller.
pub(super) fn missing(missing: Missing) -> Json<ErrorBody> {
    let subcode = match missing {
        Missing::Event => Subcode::EventNotFound,
        Missing::Session => Subcode::SessionNotFound,
        Missing::Speaker | Missing::SpeakerOfEvent => Subcode::SpeakerNotFound,
    };
    Json(ErrorBody::new(subcode, missing.to_string()))
}

/// The caller may not.
pub(super) fn refused(refusal: Refusal) -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::Forbidden, refusal.to_string()))
}

/// Fields that break their rules.
pub(super) fn invalid(errors: &[Invalid]) -> Json<ErrorBody> {
    let fields: Vec<FieldError> = errors
        .iter()
        .map(|Invalid { field, message }| FieldError::new(format!("/{field}"), message.clone()))
        .collect();
    let pointers: Vec<&str> = fields.iter().map(|error| error.pointer.as_str()).collect();
    let message = match errors {
        [Invalid { field, message }] => format!("{field} {message}."),
        several => format!("{} fields are not valid.", several.len()),
    };
    Json(ErrorBody::with_errors(Subcode::of_fields(&pointers), message, fields))
}

/// It is of another version than the caller believes.
pub(super) fn changed() -> Json<ErrorBody> {
    Json(ErrorBody::of(Subcode::PreconditionFailed))
}

/// It lives.
pub(super) fn not_trashed() -> Json<ErrorBody> {
    Json(ErrorBody::of(Subcode::NotInTrash))
}

/// A live speaker of the event has the address.
pub(super) fn taken(message: String) -> Json<ErrorBody> {
    Json(ErrorBody::field(Subcode::SpeakerExists, "/email", message))
}
