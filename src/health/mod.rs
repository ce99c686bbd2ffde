//! Whether the service lives: ping, check, metrics.
//!
//! A check asks the database each time; an answer from memory would hide what it is asked for.

mod api;
mod dto;

pub use api::HealthApi;
