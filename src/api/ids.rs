//! Ids, one type for each thing, so that one cannot be taken for another.

use poem_openapi::NewType;
use serde::Serialize;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, NewType, Serialize)]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A user.
    UserId;
    /// A login and everything that came of it, until logout.
    SessionId;
    /// Something a user was told.
    NotificationId;
    /// A message from one user to another.
    MessageId;
    /// A user's chat, in which the platform writes to the user.
    ChatId;
    /// A message in a chat.
    ChatMessageId;
    /// A banner that is sent to all chats.
    BroadcastId;
    /// Something to train on.
    ExerciseId;
    /// How a user did on an exercise.
    ScoreId;
    /// Something that people come together for.
    EventId;
    /// Something that happens at an event. Not a login, which is a [`SessionId`].
    EventSessionId;
    /// Somebody who speaks at an event.
    SpeakerId;
}
