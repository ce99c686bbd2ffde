//! An event, what people say about one, and what may change.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::fields::{self, Change, Invalid};
use crate::api::{EventId, UserId};
use crate::infra::kept;

kept! {
    /// Who sees an event.
    pub enum EventState {
        /// Its owner and administrators.
        Draft = "draft",
        /// Everybody.
        Published = "published",
    }
}

/// What people say about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventFields {
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it is over.
    pub ends_at: DateTime<Utc>,
    /// The IANA time zone in which its times are to be read.
    pub timezone: String,
    /// Who sees it.
    pub state: EventState,
}

impl EventFields {
    /// The same, if every field keeps to its rule.
    ///
    /// # Errors
    ///
    /// Every field that does not.
    pub fn checked(mut self) -> Result<Self, Vec<Invalid>> {
        let mut errors: Vec<Invalid> = [
            fields::line("name", &self.name),
            self.description.as_deref().and_then(|words| fields::text("description", words)),
            self.location.as_deref().and_then(|place| fields::line("location", place)),
            fields::timezone("timezone", &self.timezone),
        ]
        .into_iter()
        .flatten()
        .collect();
        errors.extend(fields::period(&mut self.starts_at, &mut self.ends_at));
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

/// Fields to change; those that are none stay as they are.
#[derive(Clone, Debug, Default)]
pub struct EventChanges {
    /// A new name.
    pub name: Option<String>,
    /// Another description, or none.
    pub description: Change<Option<String>>,
    /// Another place, or none.
    pub location: Change<Option<String>>,
    /// Another beginning.
    pub starts_at: Option<DateTime<Utc>>,
    /// Another end.
    pub ends_at: Option<DateTime<Utc>>,
    /// Another time zone.
    pub timezone: Option<String>,
    /// Another state.
    pub state: Option<EventState>,
}

impl EventChanges {
    /// What is said about the event after the change.
    ///
    /// # Errors
    ///
    /// Every field of the change that breaks its rule.
    pub fn over(self, current: &EventFields) -> Result<EventFields, Vec<Invalid>> {
        let Self { name, description, location, starts_at, ends_at, timezone, state } = self;
        let fields = EventFields {
            name: name.unwrap_or_else(|| current.name.clone()),
            description: description.over(&current.description),
            location: location.over(&current.location),
            starts_at: starts_at.unwrap_or(current.starts_at),
            ends_at: ends_at.unwrap_or(current.ends_at),
            timezone: timezone.unwrap_or_else(|| current.timezone.clone()),
            state: state.unwrap_or(current.state),
        };
        fields.checked().map_err(|errors| only_given(errors, starts_at.is_some(), ends_at.is_some()))
    }
}

/// Of a beginning and an end that do not fit, those that the change has brought.
pub(super) fn only_given(mut errors: Vec<Invalid>, starts_at: bool, ends_at: bool) -> Vec<Invalid> {
    errors.retain(|error| match error.field {
        "starts_at" => starts_at,
        "ends_at" => ends_at,
        _ => true,
    });
    errors
}

/// Who looks after an event, and who sees it: all that its sessions and speakers need to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    /// The event.
    pub id: EventId,
    /// Its organiser; none once that user has been removed for good.
    pub owner: Option<UserId>,
    /// Who sees it.
    pub state: EventState,
    /// Whether it is in the trash.
    pub trashed: bool,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// Its name towards calendars, never reused.
    pub uuid: Uuid,
    /// Its organiser; none once that user has been removed for good.
    pub owner: Option<UserId>,
    /// What is said about it.
    pub fields: EventFields,
    /// Rises with every change of it.
    pub version: i64,
    /// Rises with every change of it, its sessions or its speakers.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a field last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was trashed; none while it lives.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Event {
    /// What its sessions and speakers need to know.
    pub fn host(&self) -> Host {
        let Self { id, owner, .. } = *self;
        Host { id, owner, state: self.fields.state, trashed: self.deleted_at.is_some() }
    }
}

/// Which events are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// In this state.
    pub state: Option<EventState>,
    /// Over later than this.
    pub from: Option<DateTime<Utc>>,
    /// Begun before this.
    pub until: Option<DateTime<Utc>>,
    /// With this in the name, without regard to ASCII case.
    pub name: Option<String>,
}
