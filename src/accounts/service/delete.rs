//! Deletes users: into the trash, or for good.

use super::permission;
use crate::accounts::error::OneError;
use crate::accounts::store::{sessions, users};
use crate::api::{Caller, UserId};
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::soft_delete::{Deletion, View};

/// Deletes a user. Its sessions end, its name is free again.
pub async fn delete_user(
    context: &Context,
    caller: &Caller,
    id: UserId,
    deletion: Deletion,
) -> Result<(), OneError> {
    match deletion {
        Deletion::Trash => {
            users::find(&context.database, id, View::Live).await?.ok_or(OneError::NotFound)?;
            permission::owner(caller, id)?;
        }
        Deletion::ForGood => permission::admin(caller)?,
    }
    let now = context.clock.now();
    let transaction = begin_write(&context.database).await?;
    permission::not_the_last_admin(&transaction, id).await??;
    if deletion == Deletion::ForGood {
        sessions::remove_tokens(&transaction, id).await?;
    }
    if !users::delete(&transaction, id, deletion, now).await? {
        return Err(OneError::NotFound);
    }
    sessions::revoke_all(&transaction, id, None, now).await?;
    transaction.commit().await?;
    Ok(())
}
