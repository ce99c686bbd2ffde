//! What goes over the wire: requests, responses, and which status each error of a use case is.
//!
//! The answers of reading, changing, deleting and restoring are the same for an event, a session and a speaker; they
//! stand in `answers`, and each kind's own beside its objects.

mod answers;
mod errors;
mod event;
mod export;
mod session;
mod speaker;
mod tag;

pub(super) use answers::{Deleted, ListedIn, Read, Restored};
pub(super) use event::{
    CreateEventResponse, EventChanges, EventState, ListEventsResponse, NewEvent, UpdateEventResponse,
};
pub(super) use export::GetEventExportResponse;
pub(super) use session::{
    CreateSessionResponse, NewSession, SessionChanges, SessionState, UpdateSessionResponse,
};
pub(super) use speaker::{CreateSpeakerResponse, NewSpeaker, SpeakerChanges, UpdateSpeakerResponse};
pub(super) use tag::expected;
pub(super) use {event::EventData, session::SessionData, session::SessionList};
pub(super) use {speaker::SpeakerData, speaker::SpeakerList};
