//! Speakers of events.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, Set, SqlErr,
};

use super::{Stored, search, version};
use crate::api::{EventId, Page, SpeakerId};
use crate::events::entity::speaker::{ActiveModel, Column, Entity, Model};
use crate::events::model::{Expected, Speaker, SpeakerFields, SpeakerFilter};
use crate::soft_delete::{Purge, Scopes, View};

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
    Ok(SpeakerId::read(row.insert(db).await?)?)
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
    version::page::<SpeakerId>(db, query, page).await
}

/// Writes what is said about a speaker. None if it is of another version.
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
) -> Result<Option<Speaker>, StoreError> {
    let SpeakerFields { name, email } = fields;
    let update = version::change(id, expected, now)
        .col_expr(Column::Name, Expr::value(name.clone()))
        .col_expr(Column::Email, Expr::value(email.clone()));
    Ok(version::write::<SpeakerId>(db, update).await?)
}

impl Stored for SpeakerId {
    type Entity = Entity;
    type Thing = Speaker;

    fn number(self) -> i64 {
        self.0
    }

    fn read(row: Model) -> Result<Speaker, DbErr> {
        let Model { id, event_id, name, email, version, created_at, updated_at, deleted_at } = row;
        Ok(Speaker {
            id: SpeakerId(id),
            event: EventId(event_id),
            fields: SpeakerFields { name, email },
            version,
            created_at,
            updated_at,
            deleted_at,
        })
    }
}
