//! The groups of operations in the document. A name only; the operations stand in their feature.

use poem_openapi::Tags;

/// A group of operations.
#[derive(Tags)]
pub enum Tag {
    /// Whether the service lives, and its own description.
    Service,
    /// Registering, logging in and out, and who has an account.
    Accounts,
    /// Work that goes on after the answer.
    Jobs,
    /// What people write to each other.
    Messages,
    /// What people are told.
    Notifications,
    /// What the platform writes to people.
    Chats,
    /// Files that people upload.
    Media,
    /// Banners that are sent to all chats.
    Broadcasts,
    /// What people train on.
    Exercises,
    /// How people did on exercises.
    Scores,
    /// What people organise, with sessions, speakers and a calendar.
    Events,
}
