//! The domain's words: events, their sessions and speakers, and who may move a session from which state to which.
//! Pure: no I/O, no clock.

mod event;
mod expected;
mod export;
mod fields;
mod moves;
mod seen;
mod session;
mod speaker;

pub use event::{Event, EventChanges, EventFields, EventFilter, EventState, Host};
pub use expected::Expected;
pub use export::{Export, Programme};
pub use fields::{Change, Invalid, LINE_MAX, TEXT_MAX};
pub use moves::{MOVES, Move, Mover, Refused, judge};
pub use seen::Seen;
pub use session::{Listed, Session, SessionChanges, SessionFields, SessionFilter, SessionState};
pub use speaker::{Speaker, SpeakerChanges, SpeakerFields, SpeakerFilter, SpeakerName};
