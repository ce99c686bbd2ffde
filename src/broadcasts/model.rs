//! The domain's words.

use chrono::{DateTime, Utc};

use crate::api::{BroadcastId, UserId};
use crate::infra::kept;

kept! {
    /// How a broadcast stands.
    pub enum State {
        /// Its banner is reserved; the picture has not been fetched.
        Queued = "queued",
        /// It is being written into the chats.
        Sending = "sending",
        /// It stands in every chat there was when it began.
        Finished = "finished",
        /// It was given up.
        Failed = "failed",
    }
}

/// A picture as the API of banners describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// What the API calls it.
    pub id: Option<String>,
    /// Where it is: an address of http or https in its usual spelling.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// What it shows.
    pub description: Option<String>,
}

/// A banner that was, is being or could not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// Its number.
    pub id: BroadcastId,
    /// How it stands.
    pub state: State,
    /// How many chats there were when the sending began; 0 before.
    pub total: u64,
    /// Into how many of them it was written.
    pub delivered: u64,
    /// What the administrator wrote to it.
    pub text: Option<String>,
    /// Where the picture is from.
    pub banner: Banner,
    /// The number of the picture in the media, once it was fetched.
    pub media: Option<i64>,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it finished or failed.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Where a sending is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The number of the last chat that was written into.
    pub last: i64,
    /// The number of the last chat of all.
    pub until: i64,
}
