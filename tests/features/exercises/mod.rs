//! Exercises and scores.

mod concurrency;
mod scores;
