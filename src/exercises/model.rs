//! The domain's words.

use chrono::{DateTime, Utc};

use crate::api::{ExerciseId, ScoreId, UserId};

/// An exercise to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExercise {
    /// What is to be done.
    pub exercise_body: String,
    /// The code that tries a solution.
    pub test_code: String,
    /// What that code comes to for a right solution.
    pub test_code_solution: String,
}

/// Something to train on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its number.
    pub id: ExerciseId,
    /// What is to be done.
    pub exercise_body: String,
    /// The code that tries a solution.
    pub test_code: String,
    /// What that code comes to for a right solution.
    pub test_code_solution: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// An exercise as its viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The exercise.
    pub exercise: Exercise,
    /// Whether its solution too.
    pub solved: bool,
}

/// How a user did on an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its number.
    pub id: ScoreId,
    /// Whose it is.
    pub user: UserId,
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// Whether the solution was right.
    pub correct: bool,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

/// A score that was written, whether or not there was one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// There was none.
    Added(Score),
    /// It says something else now, or the same again.
    Updated(Score),
}

/// Which scores are asked for: all that agree with everything that is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this user's.
    pub user: Option<UserId>,
    /// Only of this exercise.
    pub exercise: Option<ExerciseId>,
    /// Only right or only wrong ones.
    pub correct: Option<bool>,
}
