//! Accounts: who people are, how they log in, and how administrators look after them.
//!
//! Here live users, their login sessions and the tokens of these. Not here: reading a token from a request
//! (`api::caller`) and signing one (`infra::tokens`).
//!
//! What must stay true: names and addresses are unique among live users without regard to ASCII case, and the
//! database says so, not a query before the insert; a password's hash never leaves the store except to be
//! verified; a token is worth nothing once its session is revoked or its user is inactive or deleted; there is
//! always an administrator who can log in, once there has been one.

mod api;
pub mod baseline;
mod creation;
mod dto;
mod entity;
pub mod error;
pub mod model;
mod page;
mod purge;
pub mod service;
mod signals;
mod store;

pub use api::{AuthApi, UsersApi};
pub use creation::CreateUser;
pub use purge::PurgeSessions;
pub use service::LiveSessions;
pub use signals::UserRegistered;
pub use store::users::TRASH;
