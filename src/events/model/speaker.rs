//! Somebody who speaks at an event.

use chrono::{DateTime, Utc};

use super::fields::{self, Invalid};
use crate::accounts::model::Email;
use crate::api::{EventId, SpeakerId};

/// What people say about a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerFields {
    /// What they are called.
    pub name: String,
    /// Their address: unique among an event's live speakers without regard to ASCII case, and for the organiser only.
    pub email: String,
}

impl SpeakerFields {
    /// The same, if every field keeps to its rule.
    ///
    /// # Errors
    ///
    /// Every field that does not.
    pub fn checked(self) -> Result<Self, Vec<Invalid>> {
        let rule = "must be an e-mail address, such as name@example.org";
        let email = Email::parse(&self.email).err().map(|_| Invalid::new("email", rule));
        let errors: Vec<Invalid> = [fields::line("name", &self.name), email].into_iter().flatten().collect();
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

/// Fields to change; those that are none stay as they are.
#[derive(Clone, Debug, Default)]
pub struct SpeakerChanges {
    /// A new name.
    pub name: Option<String>,
    /// A new address.
    pub email: Option<String>,
}

impl SpeakerChanges {
    /// What is said about the speaker after the change.
    ///
    /// # Errors
    ///
    /// Every field of the change that breaks its rule.
    pub fn over(self, current: &SpeakerFields) -> Result<SpeakerFields, Vec<Invalid>> {
        let Self { name, email } = self;
        let name = name.unwrap_or_else(|| current.name.clone());
        let email = email.unwrap_or_else(|| current.email.clone());
        SpeakerFields { name, email }.checked()
    }
}

/// Somebody who speaks at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Their number.
    pub id: SpeakerId,
    /// The event.
    pub event: EventId,
    /// What is said about them.
    pub fields: SpeakerFields,
    /// Rises with every change.
    pub version: i64,
    /// When they were named.
    pub created_at: DateTime<Utc>,
    /// When a field last changed.
    pub updated_at: DateTime<Utc>,
    /// When they were trashed; none while they live.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What a calendar says of a speaker: never an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerName {
    /// Their number.
    pub id: SpeakerId,
    /// What they are called.
    pub name: String,
}

/// Which speakers are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerFilter {
    /// With this in the name, without regard to ASCII case.
    pub name: Option<String>,
    /// With exactly this address, without regard to ASCII case.
    pub email: Option<String>,
}
