//! Direct messages: what one user writes to another.
//!
//! Accepting a message answers at once; a job judges the content, delivers it, and tells both sides. Not here:
//! notifications themselves, and who users are.
//!
//! What must stay true: an accepted message is delivered exactly once or refused with a notification to whoever asked;
//! checks go in one order (`model::Draft::check`, then the recipient, then the sender, then the content itself), and
//! the first that fails is the one that is told; nobody reads a conversation they are not part of, but administrators.

mod api;
pub mod baseline;
mod deliver;
mod dto;
mod entity;
pub mod error;
pub mod model;
pub mod service;
mod store;

pub use api::MessagesApi;
pub use deliver::DeliverMessage;
