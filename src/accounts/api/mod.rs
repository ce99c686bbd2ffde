//! Handlers: extract, call the use case, map the answer.

mod accept;
mod auth;
mod cookie;
mod users;

pub use auth::AuthApi;
pub use users::UsersApi;
