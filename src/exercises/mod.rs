//! Exercises and scores: what people train on, and how they did.
//!
//! Here live exercises, which administrators write, and scores, of which each user has at most one an exercise. Not
//! here: the running of test code, which is the client's.
//!
//! What must stay true: a solution is shown to administrators only; a user has one score an exercise, and the database
//! says so (`scores_user_exercise`), not a query before the insert; a score is written by its own user and nobody
//! else, administrators included, and stays with its exercise; the scores of a user in the trash are hidden with it,
//! unchanged, and come back with it.

mod api;
pub mod baseline;
mod dto;
mod entity;
pub mod error;
pub mod model;
pub mod service;
mod store;

pub use api::{ExercisesApi, ScoresApi};
