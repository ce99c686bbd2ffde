//! The signal that a broadcast stands in every chat.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::signals::Signal;

/// A broadcast stands in every chat there was when it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroadcastFinished {
    /// Which broadcast.
    pub broadcast_id: i64,
    /// Who asked for it, while there is such a user.
    pub created_by: Option<i64>,
    /// The job that sent it.
    pub job_id: Uuid,
    /// How many chats there were.
    pub total: u64,
    /// Into how many of them it was written; chats that were removed meanwhile are missing.
    pub delivered: u64,
}

impl Signal for BroadcastFinished {
    const NAME: &'static str = "BroadcastFinished";
}
