//! Sessions of events.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter,
    QueryOrder, Set,
};
use uuid::Uuid;

use super::{Stored, version};
use crate::api::{EventId, EventSessionId, Page, UserId};
use crate::events::entity::session::{ActiveModel, Column, Entity, Model};
use crate::events::model::{Expected, Seen, Session, SessionFields, SessionFilter, SessionState};
use crate::soft_delete::{Purge, Scopes, View};

/// The sessions in the trash.
pub const TRASH: Purge = Purge::of::<Entity>("event_sessions");

/// A row to be inserted.
pub(in crate::events) struct Row {
    pub(in crate::events) uuid: Uuid,
    pub(in crate::events) event: EventId,
    pub(in crate::events) submitter: UserId,
    pub(in crate::events) fields: SessionFields,
    pub(in crate::events) state: SessionState,
    pub(in crate::events) now: DateTime<Utc>,
    pub(in crate::events) deleted_at: Option<DateTime<Utc>>,
}

pub(in crate::events) async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<Session, DbErr> {
    let Row { uuid, event, submitter, fields, state, now, deleted_at } = row;
    let SessionFields { title, description, location, starts_at, ends_at } = fields;
    let row = ActiveModel {
        id: NotSet,
        uuid: Set(uuid),
        event_id: Set(event.0),
        submitter_id: Set(Some(submitter.0)),
        title: Set(title),
        description: Set(description),
        location: Set(location),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        state: Set(state.word().to_owned()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(deleted_at),
    };
    EventSessionId::read(row.insert(db).await?)
}

/// At most `page.fetch()` sessions of an event, newest first.
pub(in crate::events) async fn list(
    db: &impl ConnectionTrait,
    event: EventId,
    seen: Seen,
    filter: &SessionFilter,
    page: &Page,
    view: View,
) -> Result<Vec<Session>, DbErr> {
    let mut query = Entity::find().filter(Column::EventId.eq(event.0)).within(view);
    query = match seen {
        Seen::Public => query.filter(public()),
        Seen::Own(user) => query.filter(Condition::any().add(public()).add(Column::SubmitterId.eq(user.0))),
        Seen::All => query,
    };
    let SessionFilter { state } = filter;
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state.word()));
    }
    version::page::<EventSessionId>(db, query, page).await
}

/// Every session of an event that everybody sees, the earliest first.
pub(in crate::events) async fn programme(
    db: &impl ConnectionTrait,
    event: EventId,
) -> Result<Vec<Session>, DbErr> {
    let query = Entity::find().filter(Column::EventId.eq(event.0)).filter(public());
    let rows = query.order_by_asc(Column::StartsAt).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(EventSessionId::read).collect()
}

fn public() -> Condition {
    let states = SessionState::PUBLIC.map(SessionState::word);
    Condition::all().add(Column::State.is_in(states)).add(Column::DeletedAt.is_null())
}

/// Writes what is said about a session, and how it stands. None if it is of another version.
pub(in crate::events) async fn update(
    db: &impl ConnectionTrait,
    id: EventSessionId,
    fields: &SessionFields,
    state: SessionState,
    expected: &Expected,
    now: DateTime<Utc>,
) -> Result<Option<Session>, DbErr> {
    let SessionFields { title, description, location, starts_at, ends_at } = fields;
    let update = version::change(id, expected, now)
        .col_expr(Column::Title, Expr::value(title.clone()))
        .col_expr(Column::Description, Expr::value(description.clone()))
        .col_expr(Column::Location, Expr::value(location.clone()))
        .col_expr(Column::StartsAt, Expr::value(*starts_at))
        .col_expr(Column::EndsAt, Expr::value(*ends_at))
        .col_expr(Column::State, Expr::value(state.word()));
    version::write::<EventSessionId>(db, update).await
}

impl Stored for EventSessionId {
    type Entity = Entity;
    type Thing = Session;

    fn number(self) -> i64 {
        self.0
    }

    fn read(row: Model) -> Result<Session, DbErr> {
        let Model {
            id,
            uuid,
            event_id,
            submitter_id,
            title,
            description,
            location,
            starts_at,
            ends_at,
            state,
            version,
            created_at,
            updated_at,
            deleted_at,
        } = row;
        let state = SessionState::parse(&state);
        Ok(Session {
            id: EventSessionId(id),
            uuid,
            event: EventId(event_id),
            submitter: submitter_id.map(UserId),
            fields: SessionFields { title, description, location, starts_at, ends_at },
            state: state.ok_or_else(|| DbErr::Type("a session of an unknown state".to_owned()))?,
            version,
            created_at,
            updated_at,
            deleted_at,
        })
    }
}
