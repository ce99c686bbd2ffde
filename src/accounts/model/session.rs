//! What a login opens.

use chrono::{DateTime, Utc};

use super::User;
use crate::api::{SessionId, UserId};

/// A session as it stands now. All tokens given out since the login belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginSession {
    /// Its number, from 1.
    pub id: SessionId,
    /// Who logged in.
    pub user: UserId,
    /// When it ends by itself; each rotation moves it.
    pub expires_at: DateTime<Utc>,
    /// When it was ended before that.
    pub revoked_at: Option<DateTime<Utc>>,
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
