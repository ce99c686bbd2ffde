//! Exercises as the API shows them.

use poem_openapi::Object;
use serde::Serialize;

use crate::api::{ExerciseId, Timestamp};
use crate::exercises::model::{self, Seen};

/// An exercise as its viewer may see it.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::exercises) struct Exercise {
    /// Its number; newer ones have higher numbers.
    id: ExerciseId,
    /// What is to be done.
    #[oai(rename = "exercise_body")]
    #[serde(rename = "exercise_body")]
    body: String,
    /// The code that tries a solution.
    test_code: String,
    /// What that code comes to for a right solution; shown to administrators.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
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
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::exercises) struct ExerciseData {
    /// The exercise.
    exercise: Exercise,
}

impl From<Seen> for ExerciseData {
    fn from(seen: Seen) -> Self {
        Self { exercise: seen.into() }
    }
}

/// Exercises of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::exercises) struct ExerciseList {
    /// The exercises, newest first.
    exercises: Vec<Exercise>,
}

impl From<Vec<Seen>> for ExerciseList {
    fn from(rows: Vec<Seen>) -> Self {
        Self { exercises: rows.into_iter().map(Exercise::from).collect() }
    }
}
