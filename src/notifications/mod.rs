//! Notifications: what people are told, as a list and as a live stream.
//!
//! Other features tell (`notify`) in the transaction of what they tell of. Not here: what there is to tell.
//!
//! What must stay true: a user's notifications become visible in the order of their ids, so that a stream or a page
//! which has seen one has seen all before it; the table is the only memory of a stream, which keeps nothing but the
//! last id it sent.

mod api;
pub mod baseline;
mod dto;
mod entity;
pub mod error;
pub mod model;
pub mod service;
mod store;
mod stream;

pub use api::NotificationsApi;
pub use model::{Code, Details, NewNotification, Notification, UserRef};
pub use service::notify;
