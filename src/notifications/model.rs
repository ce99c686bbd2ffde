//! The domain's words.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::api::{NotificationId, UserId};

/// What kind of thing a user is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A message: a receipt to its sender, news to its recipient, an error to who asked for it.
    NewMessage = 10095,
    /// A broadcast that has ended, to the administrator who asked for it.
    Broadcast = 10096,
    /// An export that is ready.
    Export = 10097,
    /// A message of the platform in the user's chat.
    Announcement = 10098,
    /// A user that was made, or could not be, to the administrator who asked for it.
    UserCreation = 10099,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 5] =
        [Self::NewMessage, Self::Broadcast, Self::Export, Self::Announcement, Self::UserCreation];

    /// Its number.
    pub fn number(self) -> u16 {
        self as u16
    }

    /// Its fixed title.
    pub fn title(self) -> &'static str {
        match self {
            Self::NewMessage => "New Message",
            Self::Broadcast => "Broadcast",
            Self::Export => "Export",
            Self::Announcement => "Announcement",
            Self::UserCreation => "User Creation",
        }
    }
}

/// A user that a notification speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRef {
    /// Its number.
    pub id: i64,
    /// Its name towards other systems.
    pub uuid: Uuid,
    /// Its name at that time.
    pub username: String,
}

/// What a notification speaks of, for programs. Kept as JSON; what is none is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The job whose outcome it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_id: Option<Uuid>,
    /// A user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserRef>,
    /// A message between users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<i64>,
    /// A chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<i64>,
    /// A message in a chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_message_id: Option<i64>,
    /// A broadcast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broadcast_id: Option<i64>,
    /// An event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<i64>,
    /// The error, as the operation would have answered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotification {
    /// To whom.
    pub user: UserId,
    /// What kind of thing.
    pub code: Code,
    /// A sentence for people.
    pub message: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// What it speaks of.
    pub details: Details,
}

/// Something a user was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Its number.
    pub id: NotificationId,
    /// What kind of thing.
    pub code: Code,
    /// A sentence for people.
    pub message: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// What it speaks of.
    pub details: Details,
    /// When the user marked it as read.
    pub read_at: Option<DateTime<Utc>>,
    /// When it was told.
    pub created_at: DateTime<Utc>,
}
