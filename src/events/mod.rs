//! Events: what people organise, with its sessions, its speakers and its calendar.
//!
//! Here live the rules of who sees and changes what ([`service`]), the table of a session's states
//! ([`model::MOVES`]), and the job that makes an event's calendar (`calendar_job`). Not here: how something is
//! trashed (`soft_delete`), and the queue (`jobs`).
//!
//! What must stay true: what is in an event is hidden with it, stays as it is, and comes back with it; of two changes
//! made for the same version one is refused, and the database says so; the addresses of an event's live speakers are
//! unique, and the database says so; an e-mail address of a speaker is shown to the organiser and administrators only,
//! and stands in no calendar; no change is missing in a calendar for good (`calendar_job`).

mod api;
pub mod baseline;
mod calendar;
mod calendar_job;
mod dto;
mod entity;
pub mod error;
pub mod model;
pub mod service;
mod signals;
mod store;

pub use api::{APIS, EventsApis};
pub use calendar_job::{MakeCalendar, RefreshCalendar};
pub use signals::{EventModified, SessionsModified, SpeakersModified};
pub use store::event::TRASH as EVENT_TRASH;
pub use store::session::TRASH as SESSION_TRASH;
pub use store::speaker::TRASH as SPEAKER_TRASH;
