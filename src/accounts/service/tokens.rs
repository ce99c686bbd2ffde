//! Opens sessions and gives out their tokens.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::accounts::error::Fault;
use crate::accounts::model::{LoggedIn, User};
use crate::accounts::store::sessions;
use crate::api::SessionId;
use crate::infra::{Context, TokenKind};

/// Opens a session for a user and gives it its first tokens.
pub(super) async fn open(
    context: &Context,
    transaction: &impl ConnectionTrait,
    user: User,
) -> Result<LoggedIn, Fault> {
    let now = context.clock.now();
    let session = sessions::open(transaction, user.id, now, end(context, now)).await?;
    issue(context, transaction, user, session).await
}

/// Gives a session its next tokens.
pub(super) async fn issue(
    context: &Context,
    transaction: &impl ConnectionTrait,
    user: User,
    session: SessionId,
) -> Result<LoggedIn, Fault> {
    let now = context.clock.now();
    let sign = |kind, jti| context.tokens.issue(kind, user.id.0, session.0, jti, now).map_err(Fault::Signing);
    let jti = context.ids.uuid();
    let refresh_token = sign(TokenKind::Refresh, jti)?;
    let access_token = sign(TokenKind::Access, context.ids.uuid())?;
    let session_token = sign(TokenKind::Session, context.ids.uuid())?;
    sessions::add_token(transaction, session, digest(jti), now, end(context, now)).await?;
    Ok(LoggedIn { user, access_token, refresh_token, session_token })
}

/// What the database keeps of a refresh token: enough to recognise it, not enough to make one.
pub(in crate::accounts) fn digest(jti: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(jti.as_bytes()))
}

fn end(context: &Context, now: DateTime<Utc>) -> DateTime<Utc> {
    let lifetime = TimeDelta::from_std(context.tokens.lifetime(TokenKind::Refresh)).unwrap_or(TimeDelta::MAX);
    now.checked_add_signed(lifetime).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
