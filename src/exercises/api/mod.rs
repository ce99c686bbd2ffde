//! Handlers: extract, call the use case, map the answer.

mod exercises;
mod scores;

pub use exercises::ExercisesApi;
pub use scores::ScoresApi;
