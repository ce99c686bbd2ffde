//! What a login opens.

use chrono::{DateTime, Utc};

use super::User;
use crate::api::UserId;

/// A session as it stands now, and its user. All tokens given out since the login belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginSession {
    /// Who logged in.
    pub user: UserId,
    /// Whether the user may log in.
    pub active: bool,
    /// Whether the user is an administrator.
    pub admin: bool,
    /// When it ends by itself; each rotation moves it.
    pub expires_at: DateTime<Utc>,
    /// When it was ended before that.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl LoginSession {
    /// Whether it still gives its user a right to be here.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.expires_at > now && self.active
    }
}

/// What a login calls its user by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginName {
    /// The e-mail address.
    Email(String),
    /// The user name.
    Username(String),
}

/// The fruit of a login, a registration or a refresh.
#[derive(Clone)]
pub struct LoggedIn {
    /// Who.
    pub user: User,
    /// Signed, short-lived, for the `Authorization` header.
    pub access_token: String,
    /// Signed, long-lived, good for one rotation.
    pub refresh_token: String,
    /// Signed, long-lived, for the browser's cookie.
    pub session_token: String,
}
