//! Bodies of this feature's errors.

use poem_openapi::payload::Json;

use crate::api::{ErrorBody, Subcode};

/// There is no such exercise.
pub(super) fn no_exercise() -> Json<ErrorBody> {
    Json(ErrorBody::of(Subcode::ExerciseNotFound))
}

/// There is no such score, or none of the caller's.
pub(super) fn no_score() -> Json<ErrorBody> {
    Json(ErrorBody::of(Subcode::ScoreNotFound))
}

/// The caller may not.
pub(super) fn refused(refusal: &impl ToString) -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::Forbidden, refusal.to_string()))
}
