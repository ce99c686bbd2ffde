//! Speakers of events as the API takes and shows them.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::answers::Shown;
use super::errors;
use super::tag::tag;
use crate::api::{Envelope, ErrorBody, EventId, Rejection, SpeakerId, Timestamp};
use crate::events::error::{AddError, AddSpeakerError, ReadError, UpdateError, UpdateSpeakerError};
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
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct Speaker {
    /// Their number.
    id: SpeakerId,
    /// The event's number.
    event_id: EventId,
    /// What they are called.
    name: String,
    /// Their address; only for the organiser of the event and administrators.
    #[oai(skip_serializing_if_is_none)]
    email: Option<String>,
    /// Rises with every change; the number in the `ETag`.
    version: i64,
    /// When they were named.
    created_at: Timestamp,
    /// When a field last changed.
    updated_at: Timestamp,
    /// When they were deleted; only on a speaker in the trash.
    #[oai(skip_serializing_if_is_none)]
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
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct SpeakerData {
    /// The speaker.
    speaker: Speaker,
}

impl From<SeenSpeaker> for SpeakerData {
    fn from(seen: SeenSpeaker) -> Self {
        Self { speaker: seen.into() }
    }
}

impl Shown for SpeakerData {
    const RESTORED: &'static str = "Speaker restored from Trash";

    fn version(&self) -> i64 {
        self.speaker.version
    }
}

/// Speakers of one page.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct SpeakerList {
    /// The speakers, newest first.
    speakers: Vec<Speaker>,
}

impl From<Vec<SeenSpeaker>> for SpeakerList {
    fn from(rows: Vec<SeenSpeaker>) -> Self {
        Self { speakers: rows.into_iter().map(Speaker::from).collect() }
    }
}

/// Answers of `create_speaker`.
#[derive(ApiResponse)]
pub(in crate::events) enum CreateSpeakerResponse {
    /// The speaker is named.
    #[oai(status = 201)]
    Created(
        Json<Envelope<SpeakerData>>,
        /// Where the speaker is.
        #[oai(header = "Location")]
        String,
        /// Names the version: send it as `If-Match` to change nothing else.
        #[oai(header = "ETag")]
        String,
    ),
    /// The id is no positive number, or fields break their rules.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The caller is neither the organiser nor an administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such event, or it is deleted, or it is a draft of somebody else.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// A speaker of the event has this address.
    #[oai(status = 409)]
    Taken(Json<ErrorBody>),
}

impl CreateSpeakerResponse {
    /// The speaker is named.
    pub(in crate::events) fn created(seen: SeenSpeaker) -> Self {
        let (location, tag) = (format!("/speakers/{}", seen.speaker.id), tag(seen.speaker.version));
        Self::Created(Json(Envelope::new(seen.into())), location, tag)
    }
}

impl TryFrom<AddSpeakerError> for CreateSpeakerResponse {
    type Error = Rejection;

    fn try_from(error: AddSpeakerError) -> Result<Self, Rejection> {
        match error {
            AddSpeakerError::Taken => Ok(Self::Taken(errors::taken(error.to_string()))),
            AddSpeakerError::Add(AddError::Invalid(fields)) => Ok(Self::Invalid(errors::invalid(&fields))),
            AddSpeakerError::Add(AddError::Read(error)) => match error {
                ReadError::Missing(missing) => Ok(Self::NotFound(errors::missing(missing))),
                ReadError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
                ReadError::Database(error) => Err(error.into()),
            },
        }
    }
}

/// Answers of `update_speaker`.
#[derive(ApiResponse)]
pub(in crate::events) enum UpdateSpeakerResponse {
    /// The speaker as they are now.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<SpeakerData>>,
        /// Names the version: send it as `If-Match` to change nothing else.
        #[oai(header = "ETag")]
        String,
    ),
    /// The id is no positive number, or fields break their rules.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The caller is neither the organiser nor an administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such speaker, or they are deleted, or not for the caller.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// Another speaker of the event has this address.
    #[oai(status = 409)]
    Taken(Json<ErrorBody>),
    /// They are of none of the versions in `If-Match`.
    #[oai(status = 412)]
    Changed(Json<ErrorBody>),
}

impl UpdateSpeakerResponse {
    /// The speaker.
    pub(in crate::events) fn ok(seen: SeenSpeaker) -> Self {
        let tag = tag(seen.speaker.version);
        Self::Ok(Json(Envelope::new(seen.into())), tag)
    }
}

impl TryFrom<UpdateSpeakerError> for UpdateSpeakerResponse {
    type Error = Rejection;

    fn try_from(error: UpdateSpeakerError) -> Result<Self, Rejection> {
        match error {
            UpdateSpeakerError::Taken => Ok(Self::Taken(errors::taken(error.to_string()))),
            UpdateSpeakerError::Update(UpdateError::Invalid(fields)) => {
                Ok(Self::Invalid(errors::invalid(&fields)))
            }
            UpdateSpeakerError::Update(UpdateError::Changed) => Ok(Self::Changed(errors::changed())),
            UpdateSpeakerError::Update(UpdateError::Read(error)) => match error {
                ReadError::Missing(missing) => Ok(Self::NotFound(errors::missing(missing))),
                ReadError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
                ReadError::Database(error) => Err(error.into()),
            },
        }
    }
}
