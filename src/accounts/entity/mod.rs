//! Rows as the database holds them. Seen by this feature's store only.

pub(super) mod login_session;
pub(super) mod refresh_token;
pub(super) mod user;
