//! Answers of refresh, logout and status.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::Account;
use crate::accounts::error::RefreshError;
use crate::accounts::model::{self, LoggedIn};
use crate::api::{Done, Envelope, ErrorBody, Rejection, Subcode};

/// Nothing that holds a token may be stored on the way (RFC 6749 section 5.1).
pub(in crate::accounts) const NO_STORE: &str = "no-store";

/// The next tokens of a session.
#[derive(Object)]
pub(in crate::accounts) struct TokenData {
    /// The access token, for `Authorization: Bearer`.
    token: String,
    /// The refresh token, good for one exchange.
    refresh_token: String,
}

/// A user in full.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct AccountData {
    /// The user.
    pub(in crate::accounts) user: Account,
}

impl AccountData {
    /// A success that shows a user in full.
    pub(in crate::accounts) fn envelope(user: model::User) -> Json<Envelope<Self>> {
        Json(Envelope::new(Self { user: user.into() }))
    }
}

/// Answers of `refresh_token`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum RefreshResponse {
    /// The next tokens; the one sent is used up.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<TokenData>>,
        /// Always `no-store`.
        #[oai(header = "Cache-Control")]
        String,
    ),
    /// The token is missing or no text.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The token is invalid, has expired, was used before, or its session has ended.
    #[oai(status = 401)]
    BadToken(
        Json<ErrorBody>,
        /// Always `Bearer`.
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
}

impl RefreshResponse {
    /// The next tokens of a session.
    pub(in crate::accounts) fn ok(logged_in: LoggedIn) -> Self {
        let LoggedIn { user: _, access_token, refresh_token, session_token: _ } = logged_in;
        let data = TokenData { token: access_token, refresh_token };
        Self::Ok(Json(Envelope::new(data)), NO_STORE.to_owned())
    }
}

impl TryFrom<RefreshError> for RefreshResponse {
    type Error = Rejection;

    fn try_from(error: RefreshError) -> Result<Self, Rejection> {
        match error {
            RefreshError::Token(error) => {
                let body = ErrorBody::new(Subcode::BadToken, error.to_string());
                Ok(Self::BadToken(Json(body), "Bearer".to_owned()))
            }
            RefreshError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// Answers of `logout`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum LogoutResponse {
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

/// Answers of `logout_by_post`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum LogoutByPostResponse {
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
    /// The request came with the session cookie from another origin.
    #[oai(status = 403)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Forbidden(Json<ErrorBody>),
}

/// Answers of `get_status`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum StatusResponse {
    /// The caller.
    #[oai(status = 200)]
    Ok(Json<Envelope<AccountData>>),
}
