//! Which status each error of a use case is, and with which body.

use crate::api::answer::failures;
use crate::api::{ErrorBody, Subcode};
use crate::exercises::error::{
    AddError, CreateError, ExerciseError, ReplaceError, ScoreError, UpdateError, WriteError,
};
use crate::infra::TokenError;

failures! {
    ExerciseError as error {
        NotFound => 404 ErrorBody::of(Subcode::ExerciseNotFound),
        Database(error) => fault error,
    }
    AddError as error {
        NotAdmin => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        Database(error) => fault error,
    }
    ScoreError as error {
        NotFound => 404 ErrorBody::of(Subcode::ScoreNotFound),
        Database(error) => fault error,
    }
    WriteError as error {
        NoExercise => 404 ErrorBody::of(Subcode::ExerciseNotFound),
        // Who was removed while it asked has no token any more.
        UserGone => fault TokenError::Revoked,
        Database(error) => fault error,
    }
    CreateError as error {
        Exists => 409 ErrorBody::of(Subcode::ScoreExists),
        Write(error) => WriteError error,
    }
    ReplaceError as error {
        NotFound => 404 ErrorBody::of(Subcode::ScoreNotFound),
        NotOwner => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        OtherExercise => 400 ErrorBody::field(Subcode::InvalidPayload, "/exercise_id", error.to_string()),
        Database(error) => fault error,
    }
    UpdateError as error {
        NotFound => 404 ErrorBody::of(Subcode::ScoreNotFound),
        NotOwner => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        Write(error) => WriteError error,
    }
}
