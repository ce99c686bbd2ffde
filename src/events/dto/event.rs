//! Events as the API takes and shows them.

use chrono::{DateTime, Utc};
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Enum, Object};
use serde::Serialize;

use super::tag::Tagged;
use crate::api::{EventId, Timestamp, UserId};
use crate::events::model::{self, Change, EventFields};

/// Who sees an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub(in crate::events) enum EventState {
    /// Its owner and administrators.
    #[default]
    Draft,
    /// Everybody.
    Published,
}

impl From<model::EventState> for EventState {
    fn from(state: model::EventState) -> Self {
        match state {
            model::EventState::Draft => Self::Draft,
            model::EventState::Published => Self::Published,
        }
    }
}

impl From<EventState> for model::EventState {
    fn from(state: EventState) -> Self {
        match state {
            EventState::Draft => Self::Draft,
            EventState::Published => Self::Published,
        }
    }
}

/// An event to be organised.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct NewEvent {
    /// What it is called, in one line, not all of it blank.
    #[oai(validator(min_length = 1, max_length = 200))]
    name: String,
    /// What it is about.
    #[oai(validator(min_length = 1, max_length = 10000))]
    description: Option<String>,
    /// Where it is, in one line.
    #[oai(validator(min_length = 1, max_length = 200))]
    location: Option<String>,
    /// When it begins.
    starts_at: DateTime<Utc>,
    /// When it is over: later than it begins.
    ends_at: DateTime<Utc>,
    /// The IANA time zone in which its times are to be read, such as `Europe/Berlin`.
    #[oai(validator(min_length = 1, max_length = 64))]
    timezone: String,
    /// Who sees it.
    #[oai(default)]
    state: EventState,
}

impl From<NewEvent> for EventFields {
    fn from(new: NewEvent) -> Self {
        let NewEvent { name, description, location, starts_at, ends_at, timezone, state } = new;
        Self { name, description, location, starts_at, ends_at, timezone, state: state.into() }
    }
}

/// What to change about an event. What is left out stays.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct EventChanges {
    /// What it is called.
    #[oai(validator(min_length = 1, max_length = 200))]
    name: Option<String>,
    /// What it is about; null takes it away.
    #[oai(validator(min_length = 1, max_length = 10000))]
    description: MaybeUndefined<String>,
    /// Where it is; null takes it away.
    #[oai(validator(min_length = 1, max_length = 200))]
    location: MaybeUndefined<String>,
    /// When it begins.
    starts_at: Option<DateTime<Utc>>,
    /// When it is over.
    ends_at: Option<DateTime<Utc>>,
    /// The IANA time zone in which its times are to be read.
    #[oai(validator(min_length = 1, max_length = 64))]
    timezone: Option<String>,
    /// Who sees it.
    state: Option<EventState>,
}

impl From<EventChanges> for model::EventChanges {
    fn from(changes: EventChanges) -> Self {
        let EventChanges { name, description, location, starts_at, ends_at, timezone, state } = changes;
        Self {
            name,
            description: change(description),
            location: change(location),
            starts_at,
            ends_at,
            timezone,
            state: state.map(Into::into),
        }
    }
}

/// What to do with a field that may be taken away.
pub(super) fn change<T>(value: MaybeUndefined<T>) -> Change<Option<T>> {
    match value {
        MaybeUndefined::Undefined => Change::Keep,
        MaybeUndefined::Null => Change::Set(None),
        MaybeUndefined::Value(value) => Change::Set(Some(value)),
    }
}

/// Something that people come together for.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct Event {
    /// Its number.
    id: EventId,
    /// Its organiser's number; null once that user has been removed for good.
    owner_id: Option<UserId>,
    /// What it is called.
    name: String,
    /// What it is about.
    description: Option<String>,
    /// Where it is.
    location: Option<String>,
    /// When it begins.
    starts_at: Timestamp,
    /// When it is over.
    ends_at: Timestamp,
    /// The IANA time zone in which its times are to be read.
    timezone: String,
    /// Who sees it.
    state: EventState,
    /// Rises with every change of it; the number in its `ETag`.
    version: i64,
    /// When it was made.
    created_at: Timestamp,
    /// When a field last changed.
    updated_at: Timestamp,
    /// When it was deleted; only on an event in the trash.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Timestamp>,
}

impl From<model::Event> for Event {
    fn from(event: model::Event) -> Self {
        let model::Event {
            id,
            uuid: _,
            owner,
            fields: EventFields { name, description, location, starts_at, ends_at, timezone, state },
            version,
            revision: _,
            created_at,
            updated_at,
            deleted_at,
        } = event;
        Self {
            id,
            owner_id: owner,
            name,
            description,
            location,
            starts_at: starts_at.into(),
            ends_at: ends_at.into(),
            timezone,
            state: state.into(),
            version,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
            deleted_at: deleted_at.map(Timestamp::from),
        }
    }
}

/// One event.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct EventData {
    /// The event.
    event: Event,
}

impl From<model::Event> for EventData {
    fn from(event: model::Event) -> Self {
        Self { event: event.into() }
    }
}

impl Tagged for EventData {
    const RESTORED: &'static str = "Event restored from Trash";

    fn version(&self) -> i64 {
        self.event.version
    }
}

/// Events of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct EventList {
    /// The events, newest first.
    events: Vec<Event>,
}

impl From<Vec<model::Event>> for EventList {
    fn from(rows: Vec<model::Event>) -> Self {
        Self { events: rows.into_iter().map(Event::from).collect() }
    }
}
