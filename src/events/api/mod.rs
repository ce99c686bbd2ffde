//! Handlers: extract, call the use case, map the answer. One file a kind.

mod event;
mod export;
mod link;
mod session;
mod speaker;

use event::EventApi;
use export::ExportApi;
use link::LinkApi;
use session::SessionApi;
use speaker::SpeakerApi;

/// Every operation on events and what is in them.
pub type EventsApis = (EventApi, SessionApi, SpeakerApi, LinkApi, ExportApi);

/// All of them.
pub const APIS: EventsApis = (EventApi, SessionApi, SpeakerApi, LinkApi, ExportApi);
