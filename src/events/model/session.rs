//! A session of an event, what people say about one, and what may change.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::event::only_given;
use super::fields::{self, Change, Invalid};
use crate::api::{EventId, EventSessionId, SpeakerId, UserId};
use crate::infra::kept;

kept! {
    /// How a proposal stands.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum SessionState {
        /// Its submitter is still at it.
        Draft = "draft",
        /// Proposed.
        Pending = "pending",
        /// The organiser wants it.
        Accepted = "accepted",
        /// It will take place.
        Confirmed = "confirmed",
        /// The organiser does not want it.
        Rejected = "rejected",
        /// The organiser has called it off.
        Canceled = "canceled",
        /// Its submitter has called it off.
        Withdrawn = "withdrawn",
    }
}

impl SessionState {
    /// Those that everybody sees.
    pub const PUBLIC: [Self; 2] = [Self::Accepted, Self::Confirmed];

    /// Whether everybody sees it.
    pub fn is_public(self) -> bool {
        Self::PUBLIC.contains(&self)
    }

    /// Whether the organiser has decided nothing yet, so that its submitter may still say something else.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Pending)
    }
}

/// What people say about a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFields {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// In which room; none where the event is.
    pub location: Option<String>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it is over.
    pub ends_at: DateTime<Utc>,
}

impl SessionFields {
    /// The same, if every field keeps to its rule.
    ///
    /// # Errors
    ///
    /// Every field that does not.
    pub fn checked(mut self) -> Result<Self, Vec<Invalid>> {
        let mut errors: Vec<Invalid> = [
            fields::line("title", &self.title),
            self.description.as_deref().and_then(|words| fields::text("description", words)),
            self.location.as_deref().and_then(|place| fields::line("location", place)),
        ]
        .into_iter()
        .flatten()
        .collect();
        errors.extend(fields::period(&mut self.starts_at, &mut self.ends_at));
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

/// Fields to change; those that are none stay as they are. The state goes its own way ([`super::judge`]).
#[derive(Clone, Debug, Default)]
pub struct SessionChanges {
    /// A new title.
    pub title: Option<String>,
    /// Another description, or none.
    pub description: Change<Option<String>>,
    /// Another room, or none.
    pub location: Change<Option<String>>,
    /// Another beginning.
    pub starts_at: Option<DateTime<Utc>>,
    /// Another end.
    pub ends_at: Option<DateTime<Utc>>,
}

impl SessionChanges {
    /// What is said about the session after the change.
    ///
    /// # Errors
    ///
    /// Every field of the change that breaks its rule.
    pub fn over(self, current: &SessionFields) -> Result<SessionFields, Vec<Invalid>> {
        let Self { title, description, location, starts_at, ends_at } = self;
        let fields = SessionFields {
            title: title.unwrap_or_else(|| current.title.clone()),
            description: description.over(&current.description),
            location: location.over(&current.location),
            starts_at: starts_at.unwrap_or(current.starts_at),
            ends_at: ends_at.unwrap_or(current.ends_at),
        };
        fields.checked().map_err(|errors| only_given(errors, starts_at.is_some(), ends_at.is_some()))
    }
}

/// A session of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: EventSessionId,
    /// Its name towards calendars, never reused.
    pub uuid: Uuid,
    /// The event.
    pub event: EventId,
    /// Who proposed it; none once that user has been removed for good.
    pub submitter: Option<UserId>,
    /// What is said about it.
    pub fields: SessionFields,
    /// How it stands.
    pub state: SessionState,
    /// Rises with every change of it, and of who speaks in it.
    pub version: i64,
    /// When it was proposed.
    pub created_at: DateTime<Utc>,
    /// When a field or the state last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was trashed; none while it lives.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// A session with who speaks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The session.
    pub session: Session,
    /// Its speakers who are not in the trash, in the order of their numbers.
    pub speakers: Vec<SpeakerId>,
}

/// Which sessions are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// In this state.
    pub state: Option<SessionState>,
}
