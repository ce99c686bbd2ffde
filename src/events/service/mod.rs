//! The use cases: permission decisions and transactions. Knows nothing of HTTP.
//!
//! What must stay true: whether a draft is there is a secret between its owner and administrators, and whether an
//! undecided or rejected session is there one between its submitter, the organiser and administrators; whoever changes
//! something holds the event until the commit (`change`); a change and its signal are one transaction.

mod change;
mod event;
mod export;
mod link;
mod permission;
mod session;
mod speaker;

pub use event::{create_event, delete_event, get_event, list_events, restore_event, update_event};
pub use export::{Exported, get_export};
pub(super) use export::{is_stale, request};
pub use link::{link_speaker, unlink_speaker};
pub use session::{
    create_session, delete_session, get_session, list_sessions, restore_session, update_session,
};
pub use speaker::{
    SeenSpeaker, create_speaker, delete_speaker, get_speaker, list_speakers, restore_speaker, update_speaker,
};
