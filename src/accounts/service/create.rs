//! Makes users: by registration, by an administrator, from the command line.

use sea_orm::DatabaseTransaction;

use super::{permission, tokens};
use crate::accounts::creation::{CreateUser, Prepared};
use crate::accounts::error::{AddError, CreateError};
use crate::accounts::model::{Draft, LoggedIn, NewUser, User};
use crate::accounts::signals::UserRegistered;
use crate::accounts::store::users;
use crate::api::Caller;
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::jobs::{self, Job, JobId, NewJob};
use crate::signals::publish;

/// Makes a user for whoever asks, and logs it in.
pub async fn register(context: &Context, draft: &Draft) -> Result<LoggedIn, CreateError> {
    let (new, hash) = prepare(context, draft).await?;
    let transaction = begin_write(&context.database).await?;
    let user = insert_user(context, &transaction, new, hash).await?;
    let logged_in = tokens::open(context, &transaction, user).await?;
    transaction.commit().await?;
    Ok(logged_in)
}

/// Makes a user at an administrator's wish.
pub async fn create_user(context: &Context, caller: &Caller, draft: &Draft) -> Result<User, AddError> {
    permission::admin(caller)?;
    let (new, hash) = prepare(context, draft).await?;
    Ok(make(context, new, hash).await?)
}

/// Makes a user at an administrator's wish, later. What the fields break is told at once, whether they are free when
/// the time has come. The password goes no further than its hash.
pub async fn create_user_later(context: &Context, caller: &Caller, draft: &Draft) -> Result<JobId, AddError> {
    permission::admin(caller)?;
    let (_, password_hash) = prepare(context, draft).await?;
    let prepared = Prepared { draft: draft.clone(), password_hash };
    let job = NewJob::new(CreateUser.kind(), prepared).owned_by(caller.user);
    Ok(jobs::enqueue(context, &context.database, job).await?)
}

/// Makes an administrator. Who runs the command is trusted.
pub async fn create_admin(context: &Context, draft: &Draft) -> Result<User, CreateError> {
    let (new, hash) = prepare(context, draft).await?;
    make(context, NewUser { admin: true, ..new }, hash).await
}

async fn make(context: &Context, new: NewUser, password_hash: String) -> Result<User, CreateError> {
    let transaction = begin_write(&context.database).await?;
    let user = insert_user(context, &transaction, new, password_hash).await?;
    transaction.commit().await?;
    Ok(user)
}

async fn prepare(context: &Context, draft: &Draft) -> Result<(NewUser, String), CreateError> {
    let checked = draft.check(context.config.passwords.password_min);
    let (new, password) = checked.map_err(CreateError::Invalid)?;
    let hash = context.passwords.hash(password.reveal()).await?;
    Ok((new, hash))
}

/// Inserts a user whose fields have been judged, and tells who wants to know.
pub(in crate::accounts) async fn insert_user(
    context: &Context,
    transaction: &DatabaseTransaction,
    new: NewUser,
    password_hash: String,
) -> Result<User, CreateError> {
    let row = users::Row {
        uuid: context.ids.uuid(),
        new,
        password_hash,
        active: true,
        now: context.clock.now(),
        deleted_at: None,
    };
    let user = users::insert(transaction, row).await?;
    publish(context, transaction, &UserRegistered { user: user.id.0 }).await?;
    Ok(user)
}
