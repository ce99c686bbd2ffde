//! What requests and answers hold, and which status an error is.

mod answers;
mod errors;
mod exercise;
mod requests;
mod score;

pub(super) use answers::*;
pub(super) use requests::{NewExercise, NewScore, ScoreChanges};
pub(super) use score::{added, updated};
