//! Exchanges a refresh token for the next pair.

use super::tokens;
use crate::accounts::error::{Fault, RefreshError};
use crate::accounts::model::LoggedIn;
use crate::accounts::store::{sessions, sessions::TokenUse, users};
use crate::infra::database::begin_write;
use crate::infra::{Context, TokenError, TokenKind};
use crate::soft_delete::View;

/// Uses a refresh token up and gives out its successor.
///
/// A token that was used before is in two hands, and nobody knows whose are the right ones, so its whole session
/// ends (RFC 9700 section 4.14.2).
pub async fn refresh(context: &Context, token: &str) -> Result<LoggedIn, RefreshError> {
    let now = context.clock.now();
    let claims = context.tokens.read(TokenKind::Refresh, token, now)?;
    let transaction = begin_write(&context.database).await?;
    let session = match sessions::use_token(&transaction, &tokens::digest(claims.jti), now).await? {
        TokenUse::Accepted(session) => session,
        TokenUse::Reused(session) => {
            sessions::revoke(&transaction, session, now).await?;
            transaction.commit().await?;
            return Err(TokenError::Revoked.into());
        }
        TokenUse::Expired => return Err(TokenError::Expired.into()),
        TokenUse::Unknown => return Err(TokenError::Revoked.into()),
    };
    // No lock: what is issued for a session that ends at this moment is dead with it.
    let found = sessions::find(&transaction, session).await?;
    let live = found.filter(|session| session.is_live(now)).ok_or(TokenError::Revoked)?;
    let user = users::find(&transaction, live.user, View::Live).await?.ok_or(TokenError::Revoked)?;
    let logged_in = tokens::issue(context, &transaction, user, session).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(logged_in)
}
