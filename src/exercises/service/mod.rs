//! The use cases: permission decisions. Knows nothing of HTTP.
//!
//! What must stay true: a score is added by one statement that the unique index judges, so that nobody who comes at the
//! same time can add a second one.

mod exercises;
mod scores;

pub use exercises::{create_exercise, get_exercise, list_exercises};
pub use scores::{
    create_score, get_own_score, get_score, list_own_scores, list_scores, replace_score, update_score,
    upsert_score,
};
