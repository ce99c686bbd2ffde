//! Changes a user.

use super::permission;
use crate::accounts::error::{Refusal, UpdateError};
use crate::accounts::model::{Changes, ChangesDraft, User};
use crate::accounts::store::{sessions, users};
use crate::api::{Caller, UserId};
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::soft_delete::View;

/// Changes a user. A new password ends all its sessions but the caller's; deactivation ends all.
pub async fn update_user(
    context: &Context,
    caller: &Caller,
    id: UserId,
    draft: &ChangesDraft,
) -> Result<User, UpdateError> {
    let user = users::find(&context.database, id, View::Live).await?.ok_or(UpdateError::NotFound)?;
    permission::owner(caller, id)?;
    if draft.is_privileged() && !caller.admin {
        return Err(Refusal::NotAdmin.into());
    }
    let changes = draft.check(context.config.passwords.password_min).map_err(UpdateError::Invalid)?;
    if changes.is_empty() {
        return Ok(user);
    }
    let password_hash = match &changes.password {
        Some(password) => Some(context.passwords.hash(password.reveal()).await?),
        None => None,
    };
    write(context, caller, id, changes, password_hash).await
}

async fn write(
    context: &Context,
    caller: &Caller,
    id: UserId,
    changes: Changes,
    password_hash: Option<String>,
) -> Result<User, UpdateError> {
    let now = context.clock.now();
    let transaction = begin_write(&context.database).await?;
    if changes.takes_power() {
        permission::not_the_last_admin(&transaction, id).await??;
    }
    let ends_all = changes.active == Some(false);
    let ends_others = password_hash.is_some();
    let user = users::update(&transaction, id, changes, password_hash, now).await?;
    let user = user.ok_or(UpdateError::NotFound)?;
    if ends_all {
        sessions::revoke_all(&transaction, id, None, now).await?;
    } else if ends_others {
        let kept = (caller.user == id).then_some(caller.session);
        sessions::revoke_all(&transaction, id, kept, now).await?;
    }
    transaction.commit().await?;
    Ok(user)
}
