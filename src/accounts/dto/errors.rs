//! Bodies of this feature's errors.

use poem_openapi::payload::Json;

use crate::accounts::error::{Fault, Refusal};
use crate::accounts::model::{Field, Invalid};
use crate::api::{ErrorBody, FieldError, Rejection, Subcode};

/// Fields that break their rules. One field has an entry of its own in the catalogue, several have none.
pub(super) fn invalid(errors: &[Invalid]) -> ErrorBody {
    let fields = errors.iter().map(|error| FieldError::new(pointer(error.field), &error.message)).collect();
    match errors {
        [one] => ErrorBody::with_errors(subcode(one.field), &one.message, fields),
        _ => ErrorBody::with_errors(Subcode::InvalidPayload, "Several fields are invalid.", fields),
    }
}

/// A live user has this value.
pub(in crate::accounts) fn taken(field: Field) -> ErrorBody {
    let message = match field {
        Field::Username => "This user name is taken already.",
        Field::Email => "This e-mail address is taken already.",
        Field::Password => "This password is taken already.",
    };
    ErrorBody::field(Subcode::UsernameTaken, pointer(field), message)
}

/// There is no such user, or none that the caller may know of.
pub(super) fn not_found() -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::UserNotFound, "There is no such user."))
}

/// The user lives.
pub(super) fn not_trashed() -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::NotInTrash, "This user is not in the trash."))
}

/// The caller may not.
pub(super) fn refused(refusal: Refusal) -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::Forbidden, refusal.to_string()))
}

impl From<Fault> for Rejection {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Database(error) => error.into(),
            Fault::Password(error) => error.into(),
            Fault::Signing(_) => Self::unexpected(&fault),
        }
    }
}

fn pointer(field: Field) -> String {
    format!("/{}", field.name())
}

fn subcode(field: Field) -> Subcode {
    match field {
        Field::Username => Subcode::InvalidUsername,
        Field::Email => Subcode::InvalidEmail,
        Field::Password => Subcode::InvalidPassword,
    }
}
