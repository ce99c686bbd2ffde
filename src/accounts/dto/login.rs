//! Answers of registration and login.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::{Account, NO_STORE, errors};
use crate::accounts::error::{CreateError, LoginError};
use crate::accounts::model::LoggedIn;
use crate::api::{Envelope, ErrorBody, Rejection, Subcode};

/// A user with the tokens of its new session.
#[derive(Object)]
pub(in crate::accounts) struct LoginData {
    /// Who has logged in.
    user: Account,
    /// The access token, for `Authorization: Bearer`.
    token: String,
    /// The refresh token, good for one exchange.
    refresh_token: String,
}

/// Answers of `register`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum RegisterResponse {
    /// The user is registered and logged in.
    #[oai(status = 201)]
    Created(
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
    /// A field is missing or breaks its rule.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// A live user has this name or address.
    #[oai(status = 409)]
    Taken(Json<ErrorBody>),
}

impl RegisterResponse {
    /// A new user with its tokens.
    pub(in crate::accounts) fn created(logged_in: LoggedIn, cookie: String) -> Self {
        let location = format!("/users/{}", logged_in.user.id);
        Self::Created(
            Json(Envelope::with_message(logged_in.into(), "Successfully registered.")),
            location,
            cookie,
            NO_STORE.to_owned(),
        )
    }
}

impl TryFrom<CreateError> for RegisterResponse {
    type Error = Rejection;

    fn try_from(error: CreateError) -> Result<Self, Rejection> {
        match error {
            CreateError::Invalid(fields) => Ok(Self::Invalid(Json(errors::invalid(&fields)))),
            CreateError::Taken(field) => Ok(Self::Taken(Json(errors::taken(field)))),
            // Everybody may register; the refusal is for administrators' creation of users.
            CreateError::Refused(refusal) => Err(Rejection::new(Subcode::Forbidden, refusal.to_string())),
            CreateError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// Answers of `login` and `login_by_username`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum LoginResponse {
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
    /// A field is missing or too long.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// There is no such user, the password is wrong, or the user may not log in.
    #[oai(status = 401)]
    BadCredentials(
        Json<ErrorBody>,
        /// Always `Bearer`.
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
    /// Too many attempts on this account or from this address.
    #[oai(status = 429)]
    TooMany(
        Json<ErrorBody>,
        /// How long to wait, in seconds.
        #[oai(header = "Retry-After")]
        u64,
    ),
}

impl LoginResponse {
    /// A user with the tokens of its new session.
    pub(in crate::accounts) fn ok(logged_in: LoggedIn, cookie: String) -> Self {
        let body = Envelope::with_message(logged_in.into(), "Successfully logged in.");
        Self::Ok(Json(body), cookie, NO_STORE.to_owned())
    }
}

impl TryFrom<LoginError> for LoginResponse {
    type Error = Rejection;

    fn try_from(error: LoginError) -> Result<Self, Rejection> {
        match error {
            LoginError::BadCredentials => {
                let message = "The name or address and the password do not belong together.";
                let body = ErrorBody::new(Subcode::BadCredentials, message);
                Ok(Self::BadCredentials(Json(body), "Bearer".to_owned()))
            }
            LoginError::TooMany(wait) => {
                let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                let body =
                    ErrorBody::new(Subcode::TooManyRequests, "Too many attempts. Please wait a moment.");
                Ok(Self::TooMany(Json(body), seconds.max(1)))
            }
            LoginError::Fault(fault) => Err(fault.into()),
        }
    }
}

impl From<LoggedIn> for LoginData {
    fn from(logged_in: LoggedIn) -> Self {
        let LoggedIn { user, access_token, refresh_token, session_token: _ } = logged_in;
        Self { user: user.into(), token: access_token, refresh_token }
    }
}
