//! The only place that queries the table of notifications.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExprTrait, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set, Statement,
};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::model::{Code, Details, NewNotification, Notification};
use crate::api::{NotificationId, UserId};
use crate::infra::Newest;

/// Sets the numbers of this lock apart from those of others (PostgreSQL has one space for all).
const LOCK: i64 = 0x4E4F_0000_0000_0000;

/// Makes everybody else who tells this user something wait for the end of the transaction. Numbers are given before
/// the commit: without this, a higher one could become visible before a lower one, and a stream would miss that.
/// `SQLite` has one writer at a time.
pub(super) async fn lock_inbox(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let lock = [(LOCK | user.0).into()];
        let sql = "SELECT pg_advisory_xact_lock($1)";
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, lock)).await?;
    }
    Ok(())
}

/// Inserts notifications in their order.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    new: &[NewNotification],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let rows = new.iter().map(|new| {
        let NewNotification { user, code, message, is_error, details } = new;
        ActiveModel {
            id: NotSet,
            user_id: Set(user.0),
            code: Set(i32::from(code.number())),
            message: Set(message.clone()),
            is_error: Set(*is_error),
            data: Set(
                (*details != Details::default()).then(|| serde_json::to_string(details).unwrap_or_default())
            ),
            read_at: Set(None),
            created_at: Set(now),
        }
    });
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// At most `limit` notifications of a user with an id below `start`, newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    user: UserId,
    start: Option<i64>,
    limit: u64,
) -> Result<Vec<Notification>, DbErr> {
    let query = Entity::find().filter(Column::UserId.eq(user.0));
    all(query.newest(Column::Id, start, limit).all(db).await?)
}

/// At most `limit` notifications of a user with an id above `last`, oldest first.
pub(super) async fn after(
    db: &impl ConnectionTrait,
    user: UserId,
    last: NotificationId,
    limit: u64,
) -> Result<Vec<Notification>, DbErr> {
    let query = Entity::find().filter(Column::UserId.eq(user.0)).filter(Column::Id.gt(last.0));
    all(query.order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// The number of a user's newest notification, 0 if there is none.
pub(super) async fn newest(db: &impl ConnectionTrait, user: UserId) -> Result<NotificationId, DbErr> {
    let newest = Entity::find()
        .select_only()
        .column_as(Column::Id.max(), "newest")
        .filter(Column::UserId.eq(user.0))
        .into_tuple::<Option<i64>>()
        .one(db)
        .await?;
    Ok(NotificationId(newest.flatten().unwrap_or_default()))
}

/// Marks a notification of a user as read, if it is not yet, and gives it back. None if the user has no such one.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    user: UserId,
    id: NotificationId,
    now: DateTime<Utc>,
) -> Result<Option<Notification>, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::col(Column::ReadAt).if_null(now))
        .filter(Column::Id.eq(id.0))
        .filter(Column::UserId.eq(user.0));
    update.exec_with_returning(db).await?.pop().map(Notification::try_from).transpose()
}

fn all(rows: Vec<Model>) -> Result<Vec<Notification>, DbErr> {
    rows.into_iter().map(Notification::try_from).collect()
}

impl TryFrom<Model> for Notification {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let Model { id, user_id: _, code, message, is_error, data, read_at, created_at } = row;
        let code = Code::ALL.into_iter().find(|known| i32::from(known.number()) == code);
        let code = code.ok_or_else(|| DbErr::Type("a notification of an unknown code".to_owned()))?;
        let details = data.map(|data| serde_json::from_str(&data)).transpose();
        let details = details.map_err(|error| DbErr::Json(error.to_string()))?.unwrap_or_default();
        Ok(Self { id: NotificationId(id), code, message, is_error, details, read_at, created_at })
    }
}
