//! Brings users back from the trash.

use super::permission;
use crate::accounts::error::RestoreError;
use crate::accounts::model::User;
use crate::accounts::store::users;
use crate::api::{Caller, UserId};
use crate::infra::Context;
use crate::infra::database::begin_write;

/// Brings a user back. Its sessions stay ended: it has to log in again.
pub async fn restore_user(context: &Context, caller: &Caller, id: UserId) -> Result<User, RestoreError> {
    permission::admin(caller)?;
    let transaction = begin_write(&context.database).await?;
    let restored = users::restore(&transaction, id).await?;
    let user = restored.or(RestoreError::NotTrashed, RestoreError::NotFound)?;
    transaction.commit().await?;
    Ok(user)
}
