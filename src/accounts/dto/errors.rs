//! Which status each error of a use case is, and with which body.

use std::time::Duration;

use poem::http::header;

use crate::accounts::error::{
    CreateError, Fault, ListError, LoginError, OneError, RefreshError, Refusal, RestoreError, UpdateError,
};
use crate::accounts::model::{Field, Invalid};
use crate::api::answer::failures;
use crate::api::{ErrorBody, FieldError, Rejection, Subcode};

failures! {
    Fault as fault {
        Database(error) => fault error,
        Password(error) => fault error,
        Signing(_) => fault Rejection::unexpected(&fault),
    }
    CreateError as error {
        Invalid(fields) => 400 invalid(&fields),
        Taken(field) => 409 taken(field),
        Fault(fault) => Fault fault,
    }
    LoginError as error {
        BadCredentials => 401 bad_credentials(),
        TooMany(wait) => 429 too_many_attempts(wait),
        Fault(fault) => Fault fault,
    }
    RefreshError as error {
        Token(error) => 401 error,
        Fault(fault) => Fault fault,
    }
    ListError as error {
        Refused(refusal) => 403 refused(refusal),
        Fault(fault) => Fault fault,
    }
    OneError as error {
        NotFound => 404 not_found(),
        Refused(refusal) => 403 refused(refusal),
        Fault(fault) => Fault fault,
    }
    UpdateError as error {
        Invalid(fields) => 400 invalid(&fields),
        Taken(field) => 409 taken(field),
        NotFound => 404 not_found(),
        Refused(refusal) => 403 refused(refusal),
        Fault(fault) => Fault fault,
    }
    RestoreError as error {
        NotFound => 404 not_found(),
        NotTrashed => 409 ErrorBody::new(Subcode::NotInTrash, "This user is not in the trash."),
        Taken(field) => 409 taken(field),
        Refused(refusal) => 403 refused(refusal),
        Fault(fault) => Fault fault,
    }
}

fn bad_credentials() -> Rejection {
    Rejection::new(Subcode::BadCredentials, "The name or address and the password do not belong together.")
}

fn too_many_attempts(wait: Duration) -> Rejection {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Rejection::new(Subcode::TooManyRequests, "Too many attempts. Please wait a moment.")
        .header(header::RETRY_AFTER, seconds.max(1).to_string())
}

fn not_found() -> ErrorBody {
    ErrorBody::new(Subcode::UserNotFound, "There is no such user.")
}

pub(super) fn refused(refusal: Refusal) -> ErrorBody {
    ErrorBody::new(Subcode::Forbidden, refusal.to_string())
}

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
