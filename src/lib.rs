//! The backend of a community that meets.
//!
//! One folder a feature; `app` and `routes` alone know them all. See ARCHITECTURE.md for the walk of a request.

#![expect(missing_docs, reason = "the crate is not published, and most names say enough")]

pub mod accounts;
pub mod api;
pub mod app;
pub mod broadcasts;
pub mod chats;
pub mod cli;
pub mod config;
pub mod events;
pub mod exercises;
pub mod fixture;
pub mod health;
pub mod infra;
pub mod jobs;
pub mod media;
pub mod messages;
pub mod notifications;
pub mod openapi;
pub mod routes;
pub mod signals;
pub mod soft_delete;
pub mod work;
