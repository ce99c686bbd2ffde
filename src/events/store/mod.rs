//! The only place that queries the tables of events.
//!
//! What must stay true: whoever changes an event, its sessions or its speakers first locks the event
//! ([`event::lock`], [`lock_event_of`]) and keeps it until the transaction ends, so that changes of one event come one
//! after the other.

pub(super) mod event;
pub(super) mod export;
pub(super) mod link;
mod search;
pub(super) mod session;
pub(super) mod speaker;
mod version;

pub(super) use version::{Stored, Versioned, count, delete, find, lock_event_of, restore};
