//! The only place that queries the tables of chats.

pub(super) mod chats;
pub(super) mod messages;
mod overview;
