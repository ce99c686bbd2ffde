//! Makes users: by registration, by an administrator, from the command line.

use sea_orm::ConnectionTrait;

use super::{permission, tokens};
use crate::accounts::error::CreateError;
use crate::accounts::model::{Draft, LoggedIn, NewUser, User};
use crate::accounts::store::users;
use crate::api::Caller;
use crate::infra::Context;
use crate::infra::database::begin_write;

/// Makes a user for whoever asks, and logs it in.
pub async fn register(context: &Context, draft: &Draft) -> Result<LoggedIn, CreateError> {
    let (new, hash) = prepare(context, draft).await?;
    let transaction = begin_write(&context.database).await?;
    let user = insert(context, &transaction, &new, hash).await?;
    let logged_in = tokens::open(context, &transaction, user).await?;
    transaction.commit().await?;
    Ok(logged_in)
}

/// Makes a user at an administrator's wish.
pub async fn create_user(context: &Context, caller: &Caller, draft: &Draft) -> Result<User, CreateError> {
    permission::admin(caller)?;
    let (new, hash) = prepare(context, draft).await?;
    insert(context, &context.database, &new, hash).await
}

/// Makes an administrator. Who runs the command is trusted.
pub async fn create_admin(context: &Context, draft: &Draft) -> Result<User, CreateError> {
    let (new, hash) = prepare(context, draft).await?;
    insert(context, &context.database, &NewUser { admin: true, ..new }, hash).await
}

async fn prepare(context: &Context, draft: &Draft) -> Result<(NewUser, String), CreateError> {
    let new = draft.check(context.config.passwords.password_min).map_err(CreateError::Invalid)?;
    let hash = context.passwords.hash(new.password.reveal()).await?;
    Ok((new, hash))
}

async fn insert(
    context: &Context,
    db: &impl ConnectionTrait,
    new: &NewUser,
    password_hash: String,
) -> Result<User, CreateError> {
    let row = users::Row {
        uuid: context.ids.uuid(),
        username: &new.username,
        email: &new.email,
        password_hash,
        active: true,
        admin: new.admin,
        now: context.clock.now(),
        deleted_at: None,
    };
    Ok(users::insert(db, row).await?)
}
