//! Events as the API takes and shows them.

use chrono::{DateTime, Utc};
use poem_openapi::payload::Json;
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{ApiResponse, Enum, Object};

use super::answers::Shown;
use super::errors;
use super::tag::tag;
use crate::api::{Envelope, ErrorBody, EventId, ListMeta, Listing, Rejection, Timestamp, UserId};
use crate::events::error::{CreateError, ListError, ReadError, UpdateError};
use crate::events::model::{self, Change, EventFields};

/// Who sees an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
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
#[derive(Clone, Debug, Object)]
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
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct EventData {
    /// The event.
    event: Event,
}

impl From<model::Event> for EventData {
    fn from(event: model::Event) -> Self {
        Self { event: event.into() }
    }
}

impl Shown for EventData {
    const RESTORED: &'static str = "Event restored from Trash";

    fn version(&self) -> i64 {
        self.event.version
    }
}

/// Events of one page.
#[derive(Clone, Debug, Object)]
pub(in crate::events) struct EventList {
    /// The events, newest first.
    events: Vec<Event>,
}

/// Answers of `list_events`.
#[derive(ApiResponse)]
pub(in crate::events) enum ListEventsResponse {
    /// The events.
    #[oai(status = 200)]
    Ok(
        Json<Listing<EventList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
    /// A parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// Nobody known has a trash.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
}

impl ListEventsResponse {
    /// One page.
    pub(in crate::events) fn ok(rows: Vec<model::Event>, meta: ListMeta, link: Option<String>) -> Self {
        let events = rows.into_iter().map(Event::from).collect();
        Self::Ok(Json(Listing::new(EventList { events }, meta)), link)
    }
}

impl TryFrom<ListError> for ListEventsResponse {
    type Error = Rejection;

    fn try_from(error: ListError) -> Result<Self, Rejection> {
        match error {
            ListError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ListError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `create_event`.
#[derive(ApiResponse)]
pub(in crate::events) enum CreateEventResponse {
    /// The event is made, and the caller is its organiser.
    #[oai(status = 201)]
    Created(
        Json<Envelope<EventData>>,
        /// Where the event is.
        #[oai(header = "Location")]
        String,
        /// Names its version: send it as `If-Match` to change nothing else.
        #[oai(header = "ETag")]
        String,
    ),
    /// Fields break their rules.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The request came with the session cookie from another origin.
    #[oai(status = 403)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Forbidden(Json<ErrorBody>),
}

impl CreateEventResponse {
    /// The event is made.
    pub(in crate::events) fn created(event: model::Event) -> Self {
        let (location, tag) = (format!("/events/{}", event.id), tag(event.version));
        Self::Created(Json(Envelope::new(event.into())), location, tag)
    }
}

impl TryFrom<CreateError> for CreateEventResponse {
    type Error = Rejection;

    fn try_from(error: CreateError) -> Result<Self, Rejection> {
        match error {
            CreateError::Invalid(fields) => Ok(Self::Invalid(errors::invalid(&fields))),
            CreateError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `update_event`.
#[derive(ApiResponse)]
pub(in crate::events) enum UpdateEventResponse {
    /// The event as it is now.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<EventData>>,
        /// Names its version: send it as `If-Match` to change nothing else.
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
    /// It is of none of the versions in `If-Match`.
    #[oai(status = 412)]
    Changed(Json<ErrorBody>),
}

impl UpdateEventResponse {
    /// The event.
    pub(in crate::events) fn ok(event: model::Event) -> Self {
        let tag = tag(event.version);
        Self::Ok(Json(Envelope::new(event.into())), tag)
    }
}

impl TryFrom<UpdateError> for UpdateEventResponse {
    type Error = Rejection;

    fn try_from(error: UpdateError) -> Result<Self, Rejection> {
        match error {
            UpdateError::Invalid(fields) => Ok(Self::Invalid(errors::invalid(&fields))),
            UpdateError::Changed => Ok(Self::Changed(errors::changed())),
            UpdateError::Read(ReadError::Missing(missing)) => Ok(Self::NotFound(errors::missing(missing))),
            UpdateError::Read(ReadError::Refused(refusal)) => Ok(Self::Forbidden(errors::refused(refusal))),
            UpdateError::Read(ReadError::Database(error)) => Err(error.into()),
        }
    }
}
