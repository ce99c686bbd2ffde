//! Broadcasts: one banner of an external API, sent to all chats.
//!
//! Here live the search for a banner, its reservation and the sending. Not here: the rows in the chats, which the
//! chats write for us (`chats::service::fan_out`), and the judgement of the picture (`media`).
//!
//! What must stay true: no picture is ever sent twice, however many administrators ask at once; the answer does not
//! wait for the chats, nor for the picture; a sending that dies goes on where it was, to exactly the chats there were
//! when it began; a picture that came to nobody is free again.

mod api;
pub mod banners;
pub mod baseline;
mod dto;
mod entity;
pub mod error;
mod finished;
pub mod model;
mod send;
pub mod service;
mod store;
mod tell;

pub use api::BroadcastsApi;
pub use finished::BroadcastFinished;
pub use send::SendBroadcast;
pub use tell::TellOfBroadcast;
