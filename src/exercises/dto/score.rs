//! Scores as the API shows them, and lists of them.

use poem_openapi::Object;
use serde::Serialize;

use super::answers::Upserted;
use crate::api::answer::{Created, Shown};
use crate::api::{ExerciseId, ScoreId, Timestamp, UserId};
use crate::exercises::model::{self, Written};

/// How a user did on an exercise.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Score {
    /// Its number; newer ones have higher numbers.
    id: ScoreId,
    /// Whose it is.
    user_id: UserId,
    /// Of which exercise.
    exercise_id: ExerciseId,
    /// Whether the solution was right.
    correct: bool,
    /// When it was first written.
    created_at: Timestamp,
    /// When it was last written.
    updated_at: Timestamp,
}

impl From<model::Score> for Score {
    fn from(score: model::Score) -> Self {
        let model::Score { id, user, exercise, correct, created_at, updated_at } = score;
        Self {
            id,
            user_id: user,
            exercise_id: exercise,
            correct,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
        }
    }
}

/// Scores of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::exercises) struct ScoreList {
    /// The scores, newest first.
    scores: Vec<Score>,
}

impl From<Vec<model::Score>> for ScoreList {
    fn from(rows: Vec<model::Score>) -> Self {
        Self { scores: rows.into_iter().map(Score::from).collect() }
    }
}

/// One score.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::exercises) struct ScoreData {
    /// The score.
    score: Score,
}

impl From<model::Score> for ScoreData {
    fn from(score: model::Score) -> Self {
        Self { score: score.into() }
    }
}

/// The answer to who has written a score.
pub(in crate::exercises) fn updated(score: model::Score) -> Shown<ScoreData> {
    Shown::with_message(score, "Score was updated!")
}

/// The answer to who has added a score.
pub(in crate::exercises) fn added(score: model::Score) -> Created<ScoreData> {
    Created::with_message(format!("/scores/{}", score.id), score, "New score was added!")
}

impl From<Written> for Upserted {
    fn from(written: Written) -> Self {
        match written {
            Written::Added(score) => Self::That(added(score)),
            Written::Updated(score) => Self::This(updated(score)),
        }
    }
}
