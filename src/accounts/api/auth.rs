//! Handlers of registration, login, refresh, logout and status.

use poem::web::Data;
use poem_openapi::OpenApi;

use super::cookie;
use crate::accounts::dto::{
    Closed, EmailLogin, GetStatus, Login, LoginByUsername, Logout, LogoutByPost, NewUser, Opened,
    RefreshRequest, RefreshToken, Register, Registered, Renewed, UsernameLogin,
};
use crate::accounts::error::{Fault, LoginError};
use crate::accounts::model::LoginName;
use crate::accounts::service;
use crate::api::answer::{Answer, Failure, Shown, Success};
use crate::api::{Caller, ClientAddress, JsonBody, Rejection, Tag};
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
    ) -> Result<Registered, Failure<Register>> {
        let logged_in = service::register(&context, &body.0.into()).await?;
        let cookie = cookie::set(&context, &logged_in.session_token);
        Ok(Registered::new(logged_in, cookie))
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
    ) -> Result<Opened, Failure<Login>> {
        let EmailLogin { email, password } = body.0;
        Ok(log_in(&context, address, &LoginName::Email(email), &password).await?)
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
    ) -> Result<Opened, Failure<LoginByUsername>> {
        let UsernameLogin { username, password } = body.0;
        Ok(log_in(&context, address, &LoginName::Username(username), &password).await?)
    }

    /// Exchange a refresh token
    ///
    /// Gives the next pair of tokens. A token that comes a second time ends its whole session.
    #[oai(path = "/auth/token/refresh", method = "post", operation_id = "refresh_token")]
    async fn refresh_token(
        &self,
        context: Data<&Context>,
        body: JsonBody<RefreshRequest>,
    ) -> Result<Renewed, Failure<RefreshToken>> {
        Ok(service::refresh(&context, &body.0.refresh_token).await?.into())
    }

    /// Log out
    ///
    /// Ends the caller's session with all its tokens.
    #[oai(path = "/auth/logout", method = "get", operation_id = "logout")]
    async fn logout(&self, context: Data<&Context>, caller: Caller) -> Result<Closed, Failure<Logout>> {
        Ok(log_out(&context, &caller).await?)
    }

    /// Log out by POST
    ///
    /// The same as the GET, for clients that change nothing by a GET.
    #[oai(path = "/auth/logout", method = "post", operation_id = "logout_by_post")]
    async fn logout_by_post(
        &self,
        context: Data<&Context>,
        caller: Caller,
    ) -> Result<Closed, Failure<LogoutByPost>> {
        Ok(log_out(&context, &caller).await?)
    }

    /// Show the caller
    ///
    /// Who the token belongs to, with e-mail address, activity and power.
    #[oai(path = "/auth/status", method = "get", operation_id = "get_status")]
    async fn get_status(&self, context: Data<&Context>, caller: Caller) -> Answer<GetStatus> {
        let user = service::get_status(&context, &caller).await?;
        Ok(Success(Shown::new(user.ok_or_else(|| Rejection::from(TokenError::Revoked))?)))
    }
}

async fn log_in(
    context: &Context,
    address: ClientAddress,
    name: &LoginName,
    password: &str,
) -> Result<Opened, LoginError> {
    let logged_in = service::login(context, address.0, name, password).await?;
    let cookie = cookie::set(context, &logged_in.session_token);
    Ok(Opened::new(logged_in, cookie))
}

async fn log_out(context: &Context, caller: &Caller) -> Result<Closed, Fault> {
    service::logout(context, caller).await?;
    Ok(Closed::new(cookie::clear(context)))
}
