//! What other features ask about users: whether one is there, and what some are called.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr};

use crate::accounts::model::Name;
use crate::accounts::store::users;
use crate::api::UserId;
use crate::soft_delete::View;

/// Whether there is such a user, and not in the trash.
///
/// # Errors
///
/// When the database does not answer.
pub async fn is_there(db: &impl ConnectionTrait, user: UserId) -> Result<bool, DbErr> {
    Ok(users::find(db, user, View::Live).await?.is_some())
}

/// The names of users, trashed ones among them. Who has been removed for good is not there.
///
/// # Errors
///
/// When the database does not answer.
pub async fn names(db: &impl ConnectionTrait, users: &[UserId]) -> Result<HashMap<UserId, Name>, DbErr> {
    users::names(db, users).await
}
