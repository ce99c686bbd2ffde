//! Sessions of events as the API takes and shows them.

use chrono::{DateTime, Utc};
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Enum, Object};
use serde::Serialize;

use super::event::change;
use super::tag::Tagged;
use crate::api::{EventId, EventSessionId, SpeakerId, Timestamp, UserId};
use crate::events::model::{self, Listed, SessionFields};

/// How a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub(in crate::events) enum SessionState {
    /// Its submitter is still at it.
    Draft,
    /// Proposed.
    Pending,
    /// The organiser wants it.
    Accepted,
    /// It will take place.
    Confirmed,
    /// The organiser does not want it.
    Rejected,
    /// The organiser has called it off.
    Canceled,
    /// Its submitter has called it off.
    Withdrawn,
}

/// Each state has the same name inside.
macro_rules! same_states {
    ($($state:ident),*) => {
        impl From<model::SessionState> for SessionState {
            fn from(state: model::SessionState) -> Self {
                match state { $(model::SessionState::$state => Self::$state,)* }
            }
        }

        impl From<SessionState> for model::SessionState {
            fn from(state: SessionState) -> Self {
                match state { $(SessionState::$state => Self::$state,)* }
            }
        }
    };
}

same_states!(Draft, Pending, Accepted, Confirmed, Rejected, Canceled, Withdrawn);

/// How a proposal may begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub(in crate::events) enum NewSessionState {
    /// Its submitter is still at it.
    #[default]
    Draft,
    /// Proposed.
    Pending,
}

/// A session to be proposed.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct NewSession {
    /// What it is called, in one line, not all of it blank.
    #[oai(validator(min_length = 1, max_length = 200))]
    title: String,
    /// What it is about.
    #[oai(validator(min_length = 1, max_length = 10000))]
    description: Option<String>,
    /// In which room, in one line.
    #[oai(validator(min_length = 1, max_length = 200))]
    location: Option<String>,
    /// When it begins.
    starts_at: DateTime<Utc>,
    /// When it is over: later than it begins.
    ends_at: DateTime<Utc>,
    /// Whether it is proposed at once.
    #[oai(default)]
    state: NewSessionState,
}

impl From<NewSession> for (SessionFields, model::SessionState) {
    fn from(new: NewSession) -> Self {
        let NewSession { title, description, location, starts_at, ends_at, state } = new;
        let state = match state {
            NewSessionState::Draft => model::SessionState::Draft,
            NewSessionState::Pending => model::SessionState::Pending,
        };
        (SessionFields { title, description, location, starts_at, ends_at }, state)
    }
}

/// What to change about a session. What is left out stays.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct SessionChanges {
    /// What it is called.
    #[oai(validator(min_length = 1, max_length = 200))]
    title: Option<String>,
    /// What it is about; null takes it away.
    #[oai(validator(min_length = 1, max_length = 10000))]
    description: MaybeUndefined<String>,
    /// In which room; null takes it away.
    #[oai(validator(min_length = 1, max_length = 200))]
    location: MaybeUndefined<String>,
    /// When it begins.
    starts_at: Option<DateTime<Utc>>,
    /// When it is over.
    ends_at: Option<DateTime<Utc>>,
    /// How it stands from now on.
    state: Option<SessionState>,
}

impl From<SessionChanges> for (model::SessionChanges, Option<model::SessionState>) {
    fn from(changes: SessionChanges) -> Self {
        let SessionChanges { title, description, location, starts_at, ends_at, state } = changes;
        let changes = model::SessionChanges {
            title,
            description: change(description),
            location: change(location),
            starts_at,
            ends_at,
        };
        (changes, state.map(Into::into))
    }
}

/// Something that happens at an event.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct Session {
    /// Its number.
    id: EventSessionId,
    /// The event's number.
    event_id: EventId,
    /// The number of who proposed it; null once that user has been removed for good.
    submitter_id: Option<UserId>,
    /// What it is called.
    title: String,
    /// What it is about.
    description: Option<String>,
    /// In which room; null where the event is.
    location: Option<String>,
    /// When it begins.
    starts_at: Timestamp,
    /// When it is over.
    ends_at: Timestamp,
    /// How it stands.
    state: SessionState,
    /// The numbers of those who speak in it.
    speaker_ids: Vec<SpeakerId>,
    /// Rises with every change of it; the number in its `ETag`.
    version: i64,
    /// When it was proposed.
    created_at: Timestamp,
    /// When a field or the state last changed.
    updated_at: Timestamp,
    /// When it was deleted; only on a session in the trash.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Timestamp>,
}

impl From<Listed> for Session {
    fn from(listed: Listed) -> Self {
        let Listed { session, speakers } = listed;
        let model::Session {
            id,
            uuid: _,
            event,
            submitter,
            fields: SessionFields { title, description, location, starts_at, ends_at },
            state,
            version,
            created_at,
            updated_at,
            deleted_at,
        } = session;
        Self {
            id,
            event_id: event,
            submitter_id: submitter,
            title,
            description,
            location,
            starts_at: starts_at.into(),
            ends_at: ends_at.into(),
            state: state.into(),
            speaker_ids: speakers,
            version,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
            deleted_at: deleted_at.map(Timestamp::from),
        }
    }
}

/// One session.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct SessionData {
    /// The session.
    session: Session,
}

impl From<Listed> for SessionData {
    fn from(listed: Listed) -> Self {
        Self { session: listed.into() }
    }
}

impl Tagged for SessionData {
    const RESTORED: &'static str = "Session restored from Trash";

    fn version(&self) -> i64 {
        self.session.version
    }
}

/// Sessions of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct SessionList {
    /// The sessions, newest first.
    sessions: Vec<Session>,
}

impl From<Vec<Listed>> for SessionList {
    fn from(rows: Vec<Listed>) -> Self {
        Self { sessions: rows.into_iter().map(Session::from).collect() }
    }
}
