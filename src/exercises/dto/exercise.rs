//! Exercises as the API shows them.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::errors;
use crate::api::{Envelope, ErrorBody, ExerciseId, ListMeta, Listing, Rejection, Timestamp};
use crate::exercises::error::{AddError, ExerciseError};
use crate::exercises::model::{self, Seen};

/// An exercise as its viewer may see it.
#[derive(Clone, Debug, Object)]
pub(in crate::exercises) struct Exercise {
    /// Its number; newer ones have higher numbers.
    id: ExerciseId,
    /// What is to be done.
    #[oai(rename = "exercise_body")]
    body: String,
    /// The code that tries a solution.
    test_code: String,
    /// What that code comes to for a right solution; shown to administrators.
    #[oai(skip_serializing_if_is_none)]
    test_code_solution: Option<String>,
    /// When it was added.
    created_at: Timestamp,
}

impl From<Seen> for Exercise {
    fn from(seen: Seen) -> Self {
        let Seen { exercise, solved } = seen;
        let model::Exercise { id, exercise_body, test_code, test_code_solution, created_at } = exercise;
        Self {
            id,
            body: exercise_body,
            test_code,
            test_code_solution: solved.then_some(test_code_solution),
            created_at: created_at.into(),
        }
    }
}

/// One exercise.
#[derive(Clone, Debug, Object)]
pub(in crate::exercises) struct ExerciseData {
    /// The exercise.
    exercise: Exercise,
}

/// Exercises of one page.
#[derive(Clone, Debug, Object)]
pub(in crate::exercises) struct ExerciseList {
    /// The exercises, newest first.
    exercises: Vec<Exercise>,
}

/// Answers of `list_exercises`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum ListExercisesResponse {
    /// The exercises.
    #[oai(status = 200)]
    Ok(
        Json<Listing<ExerciseList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
}

impl ListExercisesResponse {
    pub(in crate::exercises) fn ok(rows: Vec<Seen>, meta: ListMeta, link: Option<String>) -> Self {
        let exercises = rows.into_iter().map(Exercise::from).collect();
        Self::Ok(Json(Listing::new(ExerciseList { exercises }, meta)), link)
    }
}

/// Answers of `get_exercise`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum GetExerciseResponse {
    /// The exercise.
    #[oai(status = 200)]
    Ok(Json<Envelope<ExerciseData>>),
    /// There is no such exercise.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetExerciseResponse {
    pub(in crate::exercises) fn ok(seen: Seen) -> Self {
        Self::Ok(Json(Envelope::new(ExerciseData { exercise: seen.into() })))
    }
}

impl TryFrom<ExerciseError> for GetExerciseResponse {
    type Error = Rejection;

    fn try_from(error: ExerciseError) -> Result<Self, Rejection> {
        match error {
            ExerciseError::NotFound => Ok(Self::NotFound(errors::no_exercise())),
            ExerciseError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `create_exercise`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum CreateExerciseResponse {
    /// The exercise is added.
    #[oai(status = 201)]
    Created(
        Json<Envelope<ExerciseData>>,
        /// Where the exercise is.
        #[oai(header = "Location")]
        String,
    ),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
}

impl CreateExerciseResponse {
    pub(in crate::exercises) fn created(seen: Seen) -> Self {
        let location = format!("/exercises/{}", seen.exercise.id);
        let data = ExerciseData { exercise: seen.into() };
        Self::Created(Json(Envelope::with_message(data, "New exercise was added!")), location)
    }
}

impl TryFrom<AddError> for CreateExerciseResponse {
    type Error = Rejection;

    fn try_from(error: AddError) -> Result<Self, Rejection> {
        match error {
            AddError::NotAdmin => Ok(Self::Forbidden(errors::refused(&error))),
            AddError::Database(error) => Err(error.into()),
        }
    }
}
