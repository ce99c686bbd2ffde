//! The only place that queries the tables of exercises and scores.

pub(super) mod exercises;
pub(super) mod scores;
