//! Events.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, NotSet,
    QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::{Stored, search, version};
use crate::api::{EventId, Page, UserId};
use crate::events::entity::event::{ActiveModel, Column, Entity, Model};
use crate::events::model::{Event, EventFields, EventFilter, EventState, Expected, Seen};
use crate::soft_delete::{Purge, Scopes, View};

/// The events in the trash; their sessions, speakers and calendars go with them.
pub const TRASH: Purge = Purge::of::<Entity>("events");

/// A row to be inserted.
pub(in crate::events) struct Row {
    pub(in crate::events) uuid: Uuid,
    pub(in crate::events) owner: UserId,
    pub(in crate::events) fields: EventFields,
    pub(in crate::events) now: DateTime<Utc>,
    pub(in crate::events) deleted_at: Option<DateTime<Utc>>,
}

pub(in crate::events) async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<Event, DbErr> {
    let Row { uuid, owner, fields, now, deleted_at } = row;
    let EventFields { name, description, location, starts_at, ends_at, timezone, state } = fields;
    let row = ActiveModel {
        id: NotSet,
        uuid: Set(uuid),
        owner_id: Set(Some(owner.0)),
        name: Set(name),
        description: Set(description),
        location: Set(location),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        timezone: Set(timezone),
        state: Set(state.word().to_owned()),
        version: Set(1),
        revision: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(deleted_at),
    };
    EventId::read(row.insert(db).await?)
}

/// One event, in the trash or not, which nobody else changes until the transaction ends.
pub(in crate::events) async fn lock(db: &impl ConnectionTrait, id: EventId) -> Result<Option<Event>, DbErr> {
    Entity::find_by_id(id.0).lock_exclusive().one(db).await?.map(EventId::read).transpose()
}

/// At most `page.fetch()` events, newest first.
pub(in crate::events) async fn list(
    db: &impl ConnectionTrait,
    seen: Seen,
    filter: &EventFilter,
    page: &Page,
    view: View,
) -> Result<Vec<Event>, DbErr> {
    let public = || {
        let published = Column::State.eq(EventState::Published.word());
        Condition::all().add(published).add(Column::DeletedAt.is_null())
    };
    let mut query = Entity::find().within(view);
    query = match seen {
        Seen::Public => query.filter(public()),
        Seen::Own(user) => query.filter(Condition::any().add(public()).add(Column::OwnerId.eq(user.0))),
        Seen::All => query,
    };
    let EventFilter { state, from, until, name } = filter;
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state.word()));
    }
    if let Some(from) = from {
        query = query.filter(Column::EndsAt.gt(*from));
    }
    if let Some(until) = until {
        query = query.filter(Column::StartsAt.lt(*until));
    }
    if let Some(name) = name {
        query = query.filter(search::contains(Column::Name, name));
    }
    version::page::<EventId>(db, query, page).await
}

/// Writes what is said about an event. None if it is of another version.
pub(in crate::events) async fn update(
    db: &impl ConnectionTrait,
    id: EventId,
    fields: &EventFields,
    expected: &Expected,
    now: DateTime<Utc>,
) -> Result<Option<Event>, DbErr> {
    let EventFields { name, description, location, starts_at, ends_at, timezone, state } = fields;
    let update = version::change(id, expected, now)
        .col_expr(Column::Name, Expr::value(name.clone()))
        .col_expr(Column::Description, Expr::value(description.clone()))
        .col_expr(Column::Location, Expr::value(location.clone()))
        .col_expr(Column::StartsAt, Expr::value(*starts_at))
        .col_expr(Column::EndsAt, Expr::value(*ends_at))
        .col_expr(Column::Timezone, Expr::value(timezone.clone()))
        .col_expr(Column::State, Expr::value(state.word()));
    version::write::<EventId>(db, update).await
}

/// Counts a change that the calendar could show.
pub(in crate::events) async fn revise(db: &impl ConnectionTrait, id: EventId) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::Revision, Expr::col(Column::Revision).add(1));
    update.filter(Column::Id.eq(id.0)).exec(db).await?;
    Ok(())
}

impl Stored for EventId {
    type Entity = Entity;
    type Thing = Event;

    fn number(self) -> i64 {
        self.0
    }

    fn read(row: Model) -> Result<Event, DbErr> {
        let Model {
            id,
            uuid,
            owner_id,
            name,
            description,
            location,
            starts_at,
            ends_at,
            timezone,
            state,
            version,
            revision,
            created_at,
            updated_at,
            deleted_at,
        } = row;
        let state = EventState::parse(&state);
        let state = state.ok_or_else(|| DbErr::Type("an event of an unknown state".to_owned()))?;
        Ok(Event {
            id: EventId(id),
            uuid,
            owner: owner_id.map(UserId),
            fields: EventFields { name, description, location, starts_at, ends_at, timezone, state },
            version,
            revision,
            created_at,
            updated_at,
            deleted_at,
        })
    }
}
