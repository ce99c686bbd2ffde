//! The only place that queries the tables of chats.

pub(super) mod chats;
pub(super) mod fan_out;
pub(super) mod messages;
mod overview;
