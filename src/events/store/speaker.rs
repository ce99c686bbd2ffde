//! Speakers of events.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, QueryOrder,
    QuerySelect, Set, SqlErr,
};

use super::{search, version};
use crate::api::{EventId, Page, SpeakerId};
use crate::events::entity::speaker::{ActiveModel, Column, Entity, Model};
use crate::events::model::{Expected, Speaker, SpeakerFields, SpeakerFilter};
use crate::soft_delete::{self, Deletion, Purge, Restored, Scopes, View};

/// The speakers in the trash.
pub const TRASH: Purge = Purge::of::<Entity>("speakers");

/// A row to be inserted.
pub(in crate::events) struct Row {
    pub(in crate::events) event: EventId,
    pub(in crate::events) fields: SpeakerFields,
    pub(in crate::events) now: DateTime<Utc>,
    pub(in crate::events) deleted_at: Option<DateTime<Utc>>,
}

/// Why a row could not be written.
#[derive(Debug, thiserror::Error)]
pub(in crate::events) enum StoreError {
    /// A live speaker of the event has this address already.
    #[error("a live speaker of the event has this address already")]
    Taken,
    /// Anything else.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    /// The only unique index beside the primary key is that of the address.
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Taken,
            _ => Self::Database(error),
        }
    }
}

/// Inserts a speaker.
///
/// # Errors
///
/// When a live one of the event has the address.
pub(in crate::events) async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<Speaker, StoreError> {
    let Row { event, fields: SpeakerFields { name, email }, now, deleted_at } = row;
    let row = ActiveModel {
        id: NotSet,
        event_id: Set(event.0),
        name: Set(name),
        email: Set(email),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(deleted_at),
    };
    Ok(row.insert(db).await?.into())
}

/// One speaker, in the trash or not.
pub(in crate::events) async fn find(
    db: &impl ConnectionTrait,
    id: SpeakerId,
) -> Result<Option<Speaker>, DbErr> {
    Ok(version::find::<Entity>(db, id.0).await?.map(Speaker::from))
}

/// At most `page.fetch()` speakers of an event, newest first.
pub(in crate::events) async fn list(
    db: &impl ConnectionTrait,
    event: EventId,
    filter: &SpeakerFilter,
    page: &Page,
    view: View,
) -> Result<Vec<Speaker>, DbErr> {
    let mut query = Entity::find().filter(Column::EventId.eq(event.0)).within(view);
    let SpeakerFilter { name, email } = filter;
    if let Some(name) = name {
        query = query.filter(search::contains(Column::Name, name));
    }
    if let Some(email) = email {
        query = query.filter(search::is(Column::Email, email));
    }
    if let Some(start) = page.start {
        query = query.filter(Column::Id.lt(start));
    }
    let rows = query.order_by_desc(Column::Id).limit(page.fetch()).all(db).await?;
    Ok(rows.into_iter().map(Speaker::from).collect())
}

/// Writes what is said about a speaker. False if it is of another version.
///
/// # Errors
///
/// When another live speaker of the event has the address.
pub(in crate::events) async fn update(
    db: &impl ConnectionTrait,
    id: SpeakerId,
    fields: &SpeakerFields,
    expected: &Expected,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let SpeakerFields { name, email } = fields;
    let update = version::change_fields::<Entity>(id.0, expected, now)
        .col_expr(Column::Name, Expr::value(name.clone()))
        .col_expr(Column::Email, Expr::value(email.clone()))
        .visible();
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Trashes a live speaker, or removes one for good. False if it is of another version.
pub(in crate::events) async fn delete(
    db: &impl ConnectionTrait,
    id: SpeakerId,
    deletion: Deletion,
    expected: &Expected,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    Ok(version::count::<Entity>(db, id.0, expected).await?
        && soft_delete::delete::<Entity>(db, id.0, deletion, now).await?)
}

/// Brings a speaker back.
///
/// # Errors
///
/// When a live speaker of the event has the address by now.
pub(in crate::events) async fn restore(
    db: &impl ConnectionTrait,
    id: SpeakerId,
) -> Result<Restored<()>, StoreError> {
    version::count::<Entity>(db, id.0, &Expected::Any).await?;
    Ok(soft_delete::restore::<Entity>(db, id.0).await?.map(|_| ()))
}

impl From<Model> for Speaker {
    fn from(row: Model) -> Self {
        let Model { id, event_id, name, email, version, created_at, updated_at, deleted_at } = row;
        Self {
            id: SpeakerId(id),
            event: EventId(event_id),
            fields: SpeakerFields { name, email },
            version,
            created_at,
            updated_at,
            deleted_at,
        }
    }
}
