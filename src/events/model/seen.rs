//! What a reader of a list sees.

use crate::api::UserId;

/// Which rows a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What everybody sees.
    Public,
    /// That, and what is their own.
    Own(UserId),
    /// All.
    All,
}
