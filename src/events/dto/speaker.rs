//! Speakers of events as the API takes and shows them.

use poem_openapi::Object;
use serde::Serialize;

use super::tag::Tagged;
use crate::api::{EventId, SpeakerId, Timestamp};
use crate::events::model::{self, SpeakerFields};
use crate::events::service::SeenSpeaker;

/// Somebody to speak at an event.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct NewSpeaker {
    /// What they are called, in one line, not all of it blank.
    #[oai(validator(min_length = 1, max_length = 200))]
    name: String,
    /// Their address: no other speaker of the event has it, in whatever case.
    #[oai(validator(min_length = 3, max_length = 254))]
    email: String,
}

impl From<NewSpeaker> for SpeakerFields {
    fn from(new: NewSpeaker) -> Self {
        let NewSpeaker { name, email } = new;
        Self { name, email }
    }
}

/// What to change about a speaker. What is left out stays.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct SpeakerChanges {
    /// What they are called.
    #[oai(validator(min_length = 1, max_length = 200))]
    name: Option<String>,
    /// Their address.
    #[oai(validator(min_length = 3, max_length = 254))]
    email: Option<String>,
}

impl From<SpeakerChanges> for model::SpeakerChanges {
    fn from(changes: SpeakerChanges) -> Self {
        let SpeakerChanges { name, email } = changes;
        Self { name, email }
    }
}

/// Somebody who speaks at an event.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct Speaker {
    /// Their number.
    id: SpeakerId,
    /// The event's number.
    event_id: EventId,
    /// What they are called.
    name: String,
    /// Their address; only for the organiser of the event and administrators.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// Rises with every change; the number in the `ETag`.
    version: i64,
    /// When they were named.
    created_at: Timestamp,
    /// When a field last changed.
    updated_at: Timestamp,
    /// When they were deleted; only on a speaker in the trash.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Timestamp>,
}

impl From<SeenSpeaker> for Speaker {
    fn from(seen: SeenSpeaker) -> Self {
        let SeenSpeaker { speaker, email } = seen;
        let model::Speaker {
            id,
            event,
            fields: SpeakerFields { name, email: _ },
            version,
            created_at,
            updated_at,
            deleted_at,
        } = speaker;
        Self {
            id,
            event_id: event,
            name,
            email,
            version,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
            deleted_at: deleted_at.map(Timestamp::from),
        }
    }
}

/// One speaker.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct SpeakerData {
    /// The speaker.
    speaker: Speaker,
}

impl From<SeenSpeaker> for SpeakerData {
    fn from(seen: SeenSpeaker) -> Self {
        Self { speaker: seen.into() }
    }
}

impl Tagged for SpeakerData {
    const RESTORED: &'static str = "Speaker restored from Trash";

    fn version(&self) -> i64 {
        self.speaker.version
    }
}

/// Speakers of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::events) struct SpeakerList {
    /// The speakers, newest first.
    speakers: Vec<Speaker>,
}

impl From<Vec<SeenSpeaker>> for SpeakerList {
    fn from(rows: Vec<SeenSpeaker>) -> Self {
        Self { speakers: rows.into_iter().map(Speaker::from).collect() }
    }
}
