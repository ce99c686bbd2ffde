//! Chats as such.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Statement};

pub(in crate::chats) use super::overview::{find, list};
use crate::api::{ChatId, UserId};
use crate::chats::entity::chat::{Column, Entity};

/// Makes a user's chat if there is none. Says whether it did: not so either when the user is gone.
pub(in crate::chats) async fn open(
    db: &impl ConnectionTrait,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let sql = "INSERT INTO chats (user_id, created_at) SELECT id, $2 FROM users WHERE id = $1 \
               ON CONFLICT (user_id) DO NOTHING";
    let values = [user.0.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected() == 1)
}

/// Whose chat it is. None if there is no such chat.
pub(in crate::chats) async fn owner(db: &impl ConnectionTrait, id: ChatId) -> Result<Option<UserId>, DbErr> {
    Ok(Entity::find_by_id(id.0).one(db).await?.map(|row| UserId(row.user_id)))
}

/// Whose chat it is, which stays until the transaction ends.
pub(in crate::chats) async fn owner_for_share(
    db: &impl ConnectionTrait,
    id: ChatId,
) -> Result<Option<UserId>, DbErr> {
    Ok(Entity::find_by_id(id.0).lock_shared().one(db).await?.map(|row| UserId(row.user_id)))
}

/// The chat of a user.
pub(in crate::chats) async fn of_user(
    db: &impl ConnectionTrait,
    user: UserId,
) -> Result<Option<ChatId>, DbErr> {
    let row = Entity::find().filter(Column::UserId.eq(user.0)).one(db).await?;
    Ok(row.map(|row| ChatId(row.id)))
}

/// Removes a chat for good, and its messages with it. False if there is none.
pub(in crate::chats) async fn remove(db: &impl ConnectionTrait, id: ChatId) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(id.0).exec(db).await?.rows_affected == 1)
}
