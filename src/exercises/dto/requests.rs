//! What requests hold.

use poem_openapi::Object;

use crate::exercises::model;

/// An exercise to be added.
#[derive(Clone, Debug, Object)]
pub(in crate::exercises) struct NewExercise {
    /// What is to be done.
    #[oai(validator(min_length = 1, max_length = 20000))]
    exercise_body: String,
    /// The code that tries a solution.
    #[oai(validator(min_length = 1, max_length = 20000))]
    test_code: String,
    /// What that code comes to for a right solution.
    #[oai(validator(min_length = 1, max_length = 20000))]
    test_code_solution: String,
}

impl From<NewExercise> for model::NewExercise {
    fn from(new: NewExercise) -> Self {
        let NewExercise { exercise_body, test_code, test_code_solution } = new;
        Self { exercise_body, test_code, test_code_solution }
    }
}

/// How the caller did on an exercise.
#[derive(Clone, Copy, Debug, Object)]
pub(in crate::exercises) struct NewScore {
    /// The number of the exercise.
    #[oai(validator(minimum(value = "1")))]
    pub(in crate::exercises) exercise_id: i64,
    /// Whether the solution was right.
    pub(in crate::exercises) correct: bool,
}

/// How the caller did this time.
#[derive(Clone, Copy, Debug, Object)]
pub(in crate::exercises) struct ScoreChanges {
    /// The number of the exercise; without it, that of the score.
    #[oai(validator(minimum(value = "1")))]
    pub(in crate::exercises) exercise_id: Option<i64>,
    /// Whether the solution was right.
    pub(in crate::exercises) correct: bool,
}
