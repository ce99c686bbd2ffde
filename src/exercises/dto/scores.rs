//! Scores as the API shows them, and lists of them.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use crate::api::{ExerciseId, ListMeta, Listing, ScoreId, Timestamp, UserId};
use crate::exercises::model;

/// How a user did on an exercise.
#[derive(Clone, Debug, Object)]
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
#[derive(Clone, Debug, Object)]
pub(in crate::exercises) struct ScoreList {
    /// The scores, newest first.
    scores: Vec<Score>,
}

/// Answers of `list_scores` and `list_own_scores`.
#[derive(ApiResponse)]
pub(in crate::exercises) enum ListScoresResponse {
    /// The scores.
    #[oai(status = 200)]
    Ok(
        Json<Listing<ScoreList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
}

impl ListScoresResponse {
    pub(in crate::exercises) fn ok(rows: Vec<model::Score>, meta: ListMeta, link: Option<String>) -> Self {
        let scores = rows.into_iter().map(Score::from).collect();
        Self::Ok(Json(Listing::new(ScoreList { scores }, meta)), link)
    }
}
