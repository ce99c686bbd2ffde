//! Handlers of registration, login, refresh, logout and status.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::payload::Json;

use super::cookie;
use crate::accounts::dto::{
    AccountData, EmailLogin, LoginResponse, LogoutByPostResponse, LogoutResponse, NO_STORE, NewUser,
    RefreshRequest, RefreshResponse, RegisterResponse, StatusResponse, UsernameLogin,
};
use crate::accounts::model::LoginName;
use crate::accounts::service;
use crate::api::{Caller, ClientAddress, Done, JsonBody, Rejection, Tag};
use crate::infra::{Context, TokenError};

/// Operations that open, renew and end sessions.
pub struct AuthApi;

#[OpenApi(tag = "Tag::Accounts")]
impl AuthApi {
    /// Register
    ///
    /// Makes a user and logs it in.
    #[oai(path = "/auth/register", method = "post", operation_id = "register")]
    async fn register(
        &self,
        context: Data<&Context>,
        body: JsonBody<NewUser>,
    ) -> poem::Result<RegisterResponse> {
        Ok(match service::register(&context, &body.0.into()).await {
            Ok(logged_in) => {
                let cookie = cookie::set(&context, &logged_in.session_token);
                RegisterResponse::created(logged_in, cookie)
            }
            Err(error) => error.try_into()?,
        })
    }

    /// Log in by e-mail address
    ///
    /// An unknown address and a wrong password get the same answer in the same time.
    #[oai(path = "/auth/login", method = "post", operation_id = "login")]
    async fn login(
        &self,
        context: Data<&Context>,
        address: ClientAddress,
        body: JsonBody<EmailLogin>,
    ) -> poem::Result<LoginResponse> {
        let EmailLogin { email, password } = body.0;
        log_in(&context, address, &LoginName::Email(email), &password).await
    }

    /// Log in by user name
    ///
    /// The same as the login by e-mail address.
    #[oai(path = "/login", method = "post", operation_id = "login_by_username")]
    async fn login_by_username(
        &self,
        context: Data<&Context>,
        address: ClientAddress,
        body: JsonBody<UsernameLogin>,
    ) -> poem::Result<LoginResponse> {
        let UsernameLogin { username, password } = body.0;
        log_in(&context, address, &LoginName::Username(username), &password).await
    }

    /// Exchange a refresh token
    ///
    /// Gives the next pair of tokens. A token that comes a second time ends its whole session.
    #[oai(path = "/auth/token/refresh", method = "post", operation_id = "refresh_token")]
    async fn refresh_token(
        &self,
        context: Data<&Context>,
        body: JsonBody<RefreshRequest>,
    ) -> poem::Result<RefreshResponse> {
        Ok(match service::refresh(&context, &body.0.refresh_token).await {
            Ok(logged_in) => RefreshResponse::ok(logged_in),
            Err(error) => error.try_into()?,
        })
    }

    /// Log out
    ///
    /// Ends the caller's session with all its tokens.
    #[oai(path = "/auth/logout", method = "get", operation_id = "logout")]
    async fn logout(&self, context: Data<&Context>, caller: Caller) -> poem::Result<LogoutResponse> {
        let (done, cookie, cache) = log_out(&context, &caller).await?;
        Ok(LogoutResponse::Ok(done, cookie, cache))
    }

    /// Log out by POST
    ///
    /// The same as the GET, for clients that change nothing by a GET.
    #[oai(path = "/auth/logout", method = "post", operation_id = "logout_by_post")]
    async fn logout_by_post(
        &self,
        context: Data<&Context>,
        caller: Caller,
    ) -> poem::Result<LogoutByPostResponse> {
        let (done, cookie, cache) = log_out(&context, &caller).await?;
        Ok(LogoutByPostResponse::Ok(done, cookie, cache))
    }

    /// Show the caller
    ///
    /// Who the token belongs to, with e-mail address, activity and power.
    #[oai(path = "/auth/status", method = "get", operation_id = "get_status")]
    async fn get_status(&self, context: Data<&Context>, caller: Caller) -> poem::Result<StatusResponse> {
        let user = service::get_status(&context, &caller).await.map_err(Rejection::from)?;
        let user = user.ok_or_else(|| Rejection::from(TokenError::Revoked))?;
        Ok(StatusResponse::Ok(AccountData::envelope(user)))
    }
}

async fn log_in(
    context: &Context,
    address: ClientAddress,
    name: &LoginName,
    password: &str,
) -> poem::Result<LoginResponse> {
    Ok(match service::login(context, address.0, name, password).await {
        Ok(logged_in) => {
            let cookie = cookie::set(context, &logged_in.session_token);
            LoginResponse::ok(logged_in, cookie)
        }
        Err(error) => error.try_into()?,
    })
}

async fn log_out(context: &Context, caller: &Caller) -> poem::Result<(Json<Done>, String, String)> {
    service::logout(context, caller).await.map_err(Rejection::from)?;
    Ok((Json(Done::new("Successfully logged out.")), cookie::clear(context), NO_STORE.to_owned()))
}
