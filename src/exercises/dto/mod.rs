//! What requests and answers hold, and which status an error is.

mod errors;
mod exercise;
mod requests;
mod score;
mod scores;

pub(super) use exercise::{CreateExerciseResponse, GetExerciseResponse, ListExercisesResponse};
pub(super) use requests::{NewExercise, NewScore, ScoreChanges};
pub(super) use score::{
    CreateScoreResponse, GetScoreResponse, ReplaceScoreResponse, UpdateScoreResponse, UpsertScoreResponse,
};
pub(super) use scores::ListScoresResponse;
