//! What the document's examples cannot say: side effects, time, concurrency, pages. One folder a feature.
//!
//! Each rule is tried on `SQLite`, and on `PostgreSQL` where there is one.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[macro_use]
mod support;

mod accounts;
mod broadcasts;
mod cancelled;
mod chats;
mod events;
mod exercises;
mod jobs;
mod media;
mod messages;
mod notifications;
mod soft_delete;
