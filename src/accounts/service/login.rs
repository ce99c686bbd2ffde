//! Logs in with a password.

use std::net::IpAddr;

use super::tokens;
use crate::accounts::error::{Fault, LoginError};
use crate::accounts::model::{Credentials, Email, LoggedIn, LoginName, Username};
use crate::accounts::store::users;
use crate::infra::Context;
use crate::infra::database::begin_write;

/// Opens a session for whoever knows the password of an active user.
///
/// An unknown user costs a hash too, so that the time does not tell who is known.
pub async fn login(
    context: &Context,
    address: IpAddr,
    name: &LoginName,
    password: &str,
) -> Result<LoggedIn, LoginError> {
    let (LoginName::Email(account) | LoginName::Username(account)) = name;
    context.login_limits.check(account, address).map_err(|limited| LoginError::TooMany(limited.wait))?;
    let known = find(context, name).await?;
    let hash = known.as_ref().map(|known| known.password_hash.as_str());
    let right = context.passwords.verify(password, hash).await?;
    let known = known.filter(|_| right).ok_or(LoginError::BadCredentials)?;
    let transaction = begin_write(&context.database).await?;
    // The hash took a while: what was verified must still be so once the session is there.
    let now = users::credentials_for_update(&transaction, known.user.id).await?;
    let user = now
        .filter(|now| now.user.active && now.password_hash == known.password_hash)
        .ok_or(LoginError::BadCredentials)?
        .user;
    let logged_in = tokens::open(context, &transaction, user).await?;
    transaction.commit().await?;
    Ok(logged_in)
}

/// What no user can be called is not looked for: `PostgreSQL` would refuse a text with a NUL in it.
async fn find(context: &Context, name: &LoginName) -> Result<Option<Credentials>, Fault> {
    Ok(match name {
        LoginName::Email(email) if Email::parse(email).is_ok() => {
            users::by_email(&context.database, email).await?
        }
        LoginName::Username(username) if Username::parse(username).is_ok() => {
            users::by_username(&context.database, username).await?
        }
        LoginName::Email(_) | LoginName::Username(_) => None,
    })
}
