//! What goes over the wire: requests, responses, and which status each error of a use case is.

mod answers;
mod chat;
mod errors;
mod message;
mod requests;

pub(super) use answers::*;
pub(super) use requests::{ChatMessageChanges, CreateChatMessageRequest, Draft};
