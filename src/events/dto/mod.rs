//! What goes over the wire: requests, responses, and which status each error of a use case is.

mod answers;
mod errors;
mod event;
mod export;
mod session;
mod speaker;
mod tag;

pub(super) use answers::*;
pub(super) use event::{EventChanges, EventData, EventState, NewEvent};
pub(super) use export::GetEventExportResponse;
pub(super) use session::{NewSession, SessionChanges, SessionData, SessionState};
pub(super) use speaker::{NewSpeaker, SpeakerChanges, SpeakerData};
pub(super) use tag::{Tagged, expected};
