//! Users.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, Func, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Set, Statement, Value,
};
use uuid::Uuid;

use super::StoreError;
use crate::accounts::entity::user::{ActiveModel, Column, Entity, Model, changed, select};
use crate::accounts::model::{Changes, Credentials, Email, Field, Name, NewUser, User, Username};
use crate::api::UserId;
use crate::soft_delete::{self, Deletion, Purge, Restored, Scopes, View};

/// The users in the trash; their sessions go with them.
pub const TRASH: Purge = Purge::of::<Entity>("users");

/// A row to be inserted.
pub(in crate::accounts) struct Row {
    pub(in crate::accounts) uuid: Uuid,
    pub(in crate::accounts) new: NewUser,
    pub(in crate::accounts) password_hash: String,
    pub(in crate::accounts) active: bool,
    pub(in crate::accounts) now: DateTime<Utc>,
    pub(in crate::accounts) deleted_at: Option<DateTime<Utc>>,
}

pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    id: UserId,
    view: View,
) -> Result<Option<User>, DbErr> {
    let sql = match view {
        View::Live => select!("WHERE id = $1 AND deleted_at IS NULL"),
        View::WithTrashed => select!("WHERE id = $1"),
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    User::find_by_statement(statement).one(db).await
}

/// The ids of live users, as a part of another query.
pub(in crate::accounts) fn live() -> SelectStatement {
    Entity::find().visible().select_only().column(Column::Id).into_query()
}

/// What users are called, trashed ones among them.
pub(in crate::accounts) async fn names(
    db: &impl ConnectionTrait,
    users: &[UserId],
) -> Result<HashMap<UserId, Name>, DbErr> {
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = users.iter().map(|user| user.0);
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    let name = |row: Model| {
        let name = Name { uuid: row.uuid, username: row.username, deleted: row.deleted_at.is_some() };
        (UserId(row.id), name)
    };
    Ok(rows.into_iter().map(name).collect())
}

/// What a live user logs in with, locked until the transaction ends.
pub(in crate::accounts) async fn credentials_for_update(
    db: &impl ConnectionTrait,
    id: UserId,
) -> Result<Option<Credentials>, DbErr> {
    let row = Entity::find_by_id(id.0).visible().lock_exclusive().one(db).await?;
    Ok(row.map(Credentials::from))
}

/// At most `limit` users with an id below `start`, newest first.
pub(in crate::accounts) async fn list(
    db: &impl ConnectionTrait,
    start: Option<i64>,
    limit: u64,
    view: View,
) -> Result<Vec<User>, DbErr> {
    let sql = match (view, start) {
        (View::Live, None) => select!("WHERE deleted_at IS NULL ORDER BY id DESC LIMIT $1"),
        (View::Live, Some(_)) => select!("WHERE deleted_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $1"),
        (View::WithTrashed, None) => select!("ORDER BY id DESC LIMIT $1"),
        (View::WithTrashed, Some(_)) => select!("WHERE id < $2 ORDER BY id DESC LIMIT $1"),
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = std::iter::once(limit).chain(start).map(Value::from);
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    User::find_by_statement(statement).all(db).await
}

/// The live user of this name, without regard to case.
pub(in crate::accounts) async fn by_username(
    db: &impl ConnectionTrait,
    username: &str,
) -> Result<Option<Credentials>, DbErr> {
    credentials(db, caseless(Column::Username, username)).await
}

/// The live user of this address, without regard to case.
pub(in crate::accounts) async fn by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<Credentials>, DbErr> {
    credentials(db, caseless(Column::Email, email)).await
}

/// Ids of the administrators who can log in, all of them locked until the transaction ends, so that two of
/// them cannot remove each other at the same time.
pub(in crate::accounts) async fn lock_admins(db: &impl ConnectionTrait) -> Result<Vec<UserId>, DbErr> {
    let rows = working_admins().order_by_asc(Column::Id).lock_exclusive().all(db).await?;
    Ok(rows.into_iter().map(|row| UserId(row.id)).collect())
}

/// Inserts a user.
///
/// # Errors
///
/// When a live user has its name, else when one has its address.
pub(in crate::accounts) async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<User, StoreError> {
    let Row { uuid, new, password_hash, active, now, deleted_at } = row;
    if deleted_at.is_none() {
        are_free(db, None, Some(new.username.as_str()), Some(new.email.as_str())).await?;
    }
    let row = ActiveModel {
        uuid: Set(uuid),
        password_hash: Set(password_hash),
        active: Set(active),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(deleted_at),
        ..new.into()
    };
    Ok(row.insert(db).await?.into())
}

/// Overwrites columns of a live user. None if there is no such user.
pub(in crate::accounts) async fn update(
    db: &impl ConnectionTrait,
    id: UserId,
    changes: Changes,
    password_hash: Option<String>,
    now: DateTime<Utc>,
) -> Result<Option<User>, StoreError> {
    let (name, address) = (changes.username.as_ref(), changes.email.as_ref());
    are_free(db, Some(id), name.map(Username::as_str), address.map(Email::as_str)).await?;
    let columns = changed(changes).chain(password_hash.map(|hash| (Column::PasswordHash, hash.into())));
    let update = Entity::update_many().col_expr(Column::UpdatedAt, Expr::value(now));
    let update = columns.fold(update, |update, (column, value)| update.col_expr(column, Expr::value(value)));
    let update = update.filter(Column::Id.eq(id.0)).visible();
    Ok(update.exec_with_returning(db).await?.pop().map(User::from))
}

/// Trashes a live user, or removes one for good. False if there is none.
pub(in crate::accounts) async fn delete(
    db: &impl ConnectionTrait,
    id: UserId,
    deletion: Deletion,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    soft_delete::delete::<Entity>(db, id.0, deletion, now).await
}

/// Brings a user back.
///
/// # Errors
///
/// When a live user has its name by now, else when one has its address.
pub(in crate::accounts) async fn restore(
    db: &impl ConnectionTrait,
    id: UserId,
) -> Result<Restored<User>, StoreError> {
    if let Some(row) = Entity::find_by_id(id.0).only_trashed().one(db).await? {
        are_free(db, None, Some(&row.username), Some(&row.email)).await?;
    }
    Ok(soft_delete::restore::<Entity>(db, id.0).await?.map(User::from))
}

/// Looks for the holder of a name and of an address, so that every database says the same when both are taken:
/// the indexes, which decide when two come at once, are not tried in the same order everywhere.
async fn are_free(
    db: &impl ConnectionTrait,
    but: Option<UserId>,
    username: Option<&str>,
    email: Option<&str>,
) -> Result<(), StoreError> {
    let wanted = [(Field::Username, Column::Username, username), (Field::Email, Column::Email, email)];
    for (field, column, text) in wanted {
        let Some(text) = text else { continue };
        let holder = Entity::find().visible().filter(caseless(column, text)).one(db).await?;
        if holder.is_some_and(|holder| but != Some(UserId(holder.id))) {
            return Err(StoreError::Taken(field));
        }
    }
    Ok(())
}

fn working_admins() -> Select<Entity> {
    Entity::find().visible().filter(Column::Admin.eq(true)).filter(Column::Active.eq(true))
}

/// The expression of the unique index, so that the index serves it.
fn caseless(column: Column, text: &str) -> sea_orm::sea_query::SimpleExpr {
    Expr::expr(Func::lower(Expr::col(column))).eq(text.to_ascii_lowercase())
}

async fn credentials(
    db: &impl ConnectionTrait,
    condition: sea_orm::sea_query::SimpleExpr,
) -> Result<Option<Credentials>, DbErr> {
    let row = Entity::find().visible().filter(condition).one(db).await?;
    Ok(row.map(Credentials::from))
}
