//! The use cases: permission decisions and transactions. Knows nothing of HTTP.
//!
//! What must stay true: a password is hashed outside any transaction; whatever ends a user's right to be here
//! (deletion, deactivation, a new password) ends its sessions in the same transaction; an unknown user, a wrong
//! password and an inactive user cannot be told apart.

mod create;
mod delete;
mod login;
mod logout;
mod names;
mod permission;
mod read;
mod refresh;
mod restore;
mod sessions;
mod tokens;
mod update;

pub(super) use create::insert_user;
pub use create::{create_admin, create_user, create_user_later, register};
pub use delete::delete_user;
pub use login::login;
pub use logout::logout;
pub use names::{is_there, live_users, names};
pub use read::{get_status, get_user, list_users};
pub use refresh::refresh;
pub use restore::restore_user;
pub use sessions::{LiveSessions, purge_sessions};
pub(super) use tokens::digest as refresh_digest;
pub use update::update_user;
