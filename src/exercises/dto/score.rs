//! Answers of the operations on one score.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::errors;
use super::scores::Score;
use crate::api::{Envelope, ErrorBody, Rejection, Subcode};
use crate::exercises::error::{CreateError, ReplaceError, ScoreError, UpdateError, WriteError};
use crate::exercises::model::{self, Written};
use crate::infra::TokenError;

/// One score.
#[derive(Clone, Debug, Object)]
pub(in crate::exercises) struct ScoreData {
    /// The score.
    score: Score,
}

type Body = Json<Envelope<ScoreData>>;

fn shown(score: model::Score) -> Body {
    Json(Envelope::new(ScoreData { score: score.into() }))
}

fn updated(score: model::Score) -> Body {
    Json(Envelope::with_message(ScoreData { score: score.into() }, "Score was updated!"))
}

/// The body, and where the score is.
fn added(score: model::Score) -> (Body, String) {
    let location = format!("/scores/{}", score.id);
    (Json(Envelope::with_message(ScoreData { score: score.into() }, "New score was added!")), location)
}

/// Answers of `get_score` and `get_own_score`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum GetScoreResponse {
    /// The score.
    #[oai(status = 200)]
    Ok(Json<Envelope<ScoreData>>),
    /// There is no such score.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetScoreResponse {
    pub(in crate::exercises) fn ok(score: model::Score) -> Self {
        Self::Ok(shown(score))
    }
}

impl TryFrom<ScoreError> for GetScoreResponse {
    type Error = Rejection;

    fn try_from(error: ScoreError) -> Result<Self, Rejection> {
        match error {
            ScoreError::NotFound => Ok(Self::NotFound(errors::no_score())),
            ScoreError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `create_score`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum CreateScoreResponse {
    /// The score is added.
    #[oai(status = 201)]
    Created(
        Json<Envelope<ScoreData>>,
        /// Where the score is.
        #[oai(header = "Location")]
        String,
    ),
    /// There is no such exercise.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// The caller has a score of this exercise already.
    #[oai(status = 409)]
    Exists(Json<ErrorBody>),
}

impl CreateScoreResponse {
    pub(in crate::exercises) fn created(score: model::Score) -> Self {
        let (body, location) = added(score);
        Self::Created(body, location)
    }
}

impl TryFrom<CreateError> for CreateScoreResponse {
    type Error = Rejection;

    fn try_from(error: CreateError) -> Result<Self, Rejection> {
        match error {
            CreateError::Exists => Ok(Self::Exists(Json(ErrorBody::of(Subcode::ScoreExists)))),
            CreateError::Write(error) => Ok(Self::NotFound(not_written(error)?)),
        }
    }
}

/// Answers of `replace_score`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum ReplaceScoreResponse {
    /// The score as it is now.
    #[oai(status = 200)]
    Ok(Json<Envelope<ScoreData>>),
    /// A field breaks its rule, or names another exercise than that of the score.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The score is somebody else's.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such score.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl ReplaceScoreResponse {
    pub(in crate::exercises) fn ok(score: model::Score) -> Self {
        Self::Ok(updated(score))
    }
}

impl TryFrom<ReplaceError> for ReplaceScoreResponse {
    type Error = Rejection;

    fn try_from(error: ReplaceError) -> Result<Self, Rejection> {
        match error {
            ReplaceError::NotFound => Ok(Self::NotFound(errors::no_score())),
            ReplaceError::NotOwner => Ok(Self::Forbidden(errors::refused(&error))),
            ReplaceError::OtherExercise => {
                let message = error.to_string();
                Ok(Self::Invalid(Json(ErrorBody::field(Subcode::InvalidPayload, "/exercise_id", message))))
            }
            ReplaceError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `upsert_score`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum UpsertScoreResponse {
    /// The caller had a score of this exercise; it is updated.
    #[oai(status = 200)]
    Ok(Json<Envelope<ScoreData>>),
    /// The caller had none; it is added.
    #[oai(status = 201)]
    Created(
        Json<Envelope<ScoreData>>,
        /// Where the score is.
        #[oai(header = "Location")]
        String,
    ),
    /// There is no such exercise.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl TryFrom<WriteError> for UpsertScoreResponse {
    type Error = Rejection;

    fn try_from(error: WriteError) -> Result<Self, Rejection> {
        Ok(Self::NotFound(not_written(error)?))
    }
}

/// Answers of `update_score`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum UpdateScoreResponse {
    /// The score, or the caller's score of the exercise that was named, is updated.
    #[oai(status = 200)]
    Ok(Json<Envelope<ScoreData>>),
    /// The caller had no score of the exercise that was named; it is added.
    #[oai(status = 201)]
    Created(
        Json<Envelope<ScoreData>>,
        /// Where the added score is.
        #[oai(header = "Location")]
        String,
    ),
    /// The score is somebody else's.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such score, or no such exercise.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl TryFrom<UpdateError> for UpdateScoreResponse {
    type Error = Rejection;

    fn try_from(error: UpdateError) -> Result<Self, Rejection> {
        match error {
            UpdateError::NotFound => Ok(Self::NotFound(errors::no_score())),
            UpdateError::NotOwner => Ok(Self::Forbidden(errors::refused(&error))),
            UpdateError::Write(error) => Ok(Self::NotFound(not_written(error)?)),
        }
    }
}

/// Two operations say whether there was a score before.
macro_rules! from_written {
    ($($response:ident),*) => {$(
        impl From<Written> for $response {
            fn from(written: Written) -> Self {
                match written {
                    Written::Added(score) => {
                        let (body, location) = added(score);
                        Self::Created(body, location)
                    }
                    Written::Updated(score) => Self::Ok(updated(score)),
                }
            }
        }
    )*};
}

from_written!(UpsertScoreResponse, UpdateScoreResponse);

/// The body of a 404, if it is one. Who was removed while it asked has no token any more.
fn not_written(error: WriteError) -> Result<Json<ErrorBody>, Rejection> {
    match error {
        WriteError::NoExercise => Ok(errors::no_exercise()),
        WriteError::UserGone => Err(TokenError::Revoked.into()),
        WriteError::Database(error) => Err(error.into()),
    }
}
