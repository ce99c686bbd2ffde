//! What a calendar is made of, and what comes of it.

use chrono::{DateTime, Utc};

use super::{Event, Session, SpeakerName};
use crate::api::EventId;

/// An event with the sessions that everybody sees, and who speaks in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The event, at the revision that was read.
    pub event: Event,
    /// Its accepted and confirmed sessions, the earliest first.
    pub sessions: Vec<(Session, Vec<SpeakerName>)>,
}

/// A calendar that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Of which event.
    pub event: EventId,
    /// Of which of its revisions.
    pub revision: i64,
    /// The calendar (RFC 5545).
    pub content: String,
    /// The SHA-256 of the calendar, in hexadecimal.
    pub sha256: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}
