//! Rows as the database holds them. Seen by this feature's store only.

pub(super) mod chat;
pub(super) mod chat_message;
