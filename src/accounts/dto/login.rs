//! Answers that open, renew and end sessions: with a cookie, and with what is stored by nobody on the way.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};
use serde::Serialize;

use super::Account;
use crate::accounts::model::LoggedIn;
use crate::api::{Done, Envelope};

/// Nothing that holds a token may be stored on the way (RFC 6749 section 5.1).
const NO_STORE: &str = "no-store";

/// A user with the tokens of its new session.
#[derive(Object, Serialize)]
pub(in crate::accounts) struct LoginData {
    /// Who has logged in.
    user: Account,
    /// The access token, for `Authorization: Bearer`.
    token: String,
    /// The refresh token, good for one exchange.
    refresh_token: String,
}

impl From<LoggedIn> for LoginData {
    fn from(logged_in: LoggedIn) -> Self {
        let LoggedIn { user, access_token, refresh_token, session_token: _ } = logged_in;
        Self { user: user.into(), token: access_token, refresh_token }
    }
}

/// The next tokens of a session.
#[derive(Object, Serialize)]
pub(in crate::accounts) struct TokenData {
    /// The access token, for `Authorization: Bearer`.
    token: String,
    /// The refresh token, good for one exchange.
    refresh_token: String,
}

/// The success of `register`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum Registered {
    /// The user is registered and logged in.
    #[oai(status = 201)]
    Ok(
        Json<Envelope<LoginData>>,
        /// Where the user is.
        #[oai(header = "Location")]
        String,
        /// The session cookie.
        #[oai(header = "Set-Cookie")]
        String,
        /// Always `no-store`.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

impl Registered {
    pub(in crate::accounts) fn new(logged_in: LoggedIn, cookie: String) -> Self {
        let location = format!("/users/{}", logged_in.user.id);
        let body = Envelope::with_message(logged_in.into(), "Successfully registered.");
        Self::Ok(Json(body), location, cookie, NO_STORE.to_owned())
    }
}

/// The success of `login` and `login_by_username`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum Opened {
    /// The user is logged in.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<LoginData>>,
        /// The session cookie.
        #[oai(header = "Set-Cookie")]
        String,
        /// Always `no-store`.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

impl Opened {
    pub(in crate::accounts) fn new(logged_in: LoggedIn, cookie: String) -> Self {
        let body = Envelope::with_message(logged_in.into(), "Successfully logged in.");
        Self::Ok(Json(body), cookie, NO_STORE.to_owned())
    }
}

/// The success of `refresh_token`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum Renewed {
    /// The next tokens; the one sent is used up.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<TokenData>>,
        /// Always `no-store`.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

impl From<LoggedIn> for Renewed {
    fn from(logged_in: LoggedIn) -> Self {
        let LoggedIn { user: _, access_token, refresh_token, session_token: _ } = logged_in;
        let data = TokenData { token: access_token, refresh_token };
        Self::Ok(Json(Envelope::new(data)), NO_STORE.to_owned())
    }
}

/// The success of `logout` and `logout_by_post`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum Closed {
    /// The session has ended; all its tokens are dead.
    #[oai(status = 200)]
    Ok(
        Json<Done>,
        /// Takes the session cookie away.
        #[oai(header = "Set-Cookie")]
        String,
        /// Always `no-store`.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

impl Closed {
    pub(in crate::accounts) fn new(cookie: String) -> Self {
        Self::Ok(Json(Done::new("Successfully logged out.")), cookie, NO_STORE.to_owned())
    }
}
