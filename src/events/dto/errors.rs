//! Which status each error of a use case is, and with which body.

use crate::api::answer::failures;
use crate::api::{ErrorBody, FieldError, Subcode};
use crate::events::error::{
    AddError, AddSpeakerError, CreateError, DeleteError, ListError, Missing, ReadError, Refusal,
    RestoreError, UpdateError, UpdateSessionError, UpdateSpeakerError,
};
use crate::events::model::Invalid;

failures! {
    ReadError as error {
        Missing(missing) => 404 gone(missing),
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    ListError as error {
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    CreateError as error {
        Invalid(fields) => 400 invalid(&fields),
        Database(error) => fault error,
    }
    AddError as error {
        Invalid(fields) => 400 invalid(&fields),
        Read(error) => ReadError error,
    }
    AddSpeakerError as error {
        Taken => 409 taken(&error),
        Add(error) => AddError error,
    }
    DeleteError as error {
        Changed => 412 ErrorBody::of(Subcode::PreconditionFailed),
        Read(error) => ReadError error,
    }
    UpdateError as error {
        Invalid(fields) => 400 invalid(&fields),
        Changed => 412 ErrorBody::of(Subcode::PreconditionFailed),
        Read(error) => ReadError error,
    }
    UpdateSessionError as error {
        NoWay { .. } => 422 ErrorBody::new(Subcode::InvalidState, error.to_string()),
        Update(error) => UpdateError error,
    }
    UpdateSpeakerError as error {
        Taken => 409 taken(&error),
        Update(error) => UpdateError error,
    }
    RestoreError as error {
        NotTrashed => 409 ErrorBody::of(Subcode::NotInTrash),
        Taken => 409 ErrorBody::new(Subcode::SpeakerExists, error.to_string()),
        Read(error) => ReadError error,
    }
}

/// It is not there, or not for the caller.
fn gone(missing: Missing) -> ErrorBody {
    let subcode = match missing {
        Missing::Event => Subcode::EventNotFound,
        Missing::Session => Subcode::SessionNotFound,
        Missing::Speaker | Missing::SpeakerOfEvent => Subcode::SpeakerNotFound,
    };
    ErrorBody::new(subcode, missing.to_string())
}

fn refused(refusal: Refusal) -> ErrorBody {
    ErrorBody::new(Subcode::Forbidden, refusal.to_string())
}

/// Fields that break their rules.
fn invalid(errors: &[Invalid]) -> ErrorBody {
    let fields: Vec<FieldError> = errors
        .iter()
        .map(|Invalid { field, message }| FieldError::new(format!("/{field}"), message.clone()))
        .collect();
    let pointers: Vec<&str> = fields.iter().map(|error| error.pointer.as_str()).collect();
    let message = match errors {
        [Invalid { field, message }] => format!("{field} {message}."),
        several => format!("{} fields are not valid.", several.len()),
    };
    ErrorBody::with_errors(Subcode::of_fields(&pointers), message, fields)
}

/// A live speaker of the event has the address.
fn taken(error: &impl ToString) -> ErrorBody {
    ErrorBody::field(Subcode::SpeakerExists, "/email", error.to_string())
}
