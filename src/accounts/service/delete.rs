//! Deletes users: into the trash, or for good.

use super::permission;
use crate::accounts::error::OneError;
use crate::accounts::store::{sessions, users};
use crate::api::{Caller, UserId};
use crate::infra::Context;
use crate::infra::database::begin_write;

/// Trashes a user. Its sessions end, its name is free again.
pub async fn delete_user(context: &Context, caller: &Caller, id: UserId) -> Result<(), OneError> {
    users::find(&context.database, id, false).await?.ok_or(OneError::NotFound)?;
    permission::owner(caller, id)?;
    let now = context.clock.now();
    let transaction = begin_write(&context.database).await?;
    permission::not_the_last_admin(&transaction, id).await??;
    if !users::trash(&transaction, id, now).await? {
        return Err(OneError::NotFound);
    }
    sessions::revoke_all(&transaction, id, None, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes a user for good, trashed or not, and its sessions with it.
pub async fn erase_user(context: &Context, caller: &Caller, id: UserId) -> Result<(), OneError> {
    permission::admin(caller)?;
    let transaction = begin_write(&context.database).await?;
    permission::not_the_last_admin(&transaction, id).await??;
    sessions::remove_tokens(&transaction, id).await?;
    if !users::remove(&transaction, id).await? {
        return Err(OneError::NotFound);
    }
    transaction.commit().await?;
    Ok(())
}
