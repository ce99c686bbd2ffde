//! Ids, one type for each thing, so that one cannot be taken for another.

use poem_openapi::NewType;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, NewType)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// A user.
    UserId
}
id! {
    /// A login and everything that came of it, until logout.
    SessionId
}
id! {
    /// Something a user was told.
    NotificationId
}
id! {
    /// A message from one user to another.
    MessageId
}
id! {
    /// A user's chat, in which the platform writes to the user.
    ChatId
}
id! {
    /// A message in a chat.
    ChatMessageId
}
id! {
    /// A banner that is sent to all chats.
    BroadcastId
}
id! {
    /// Something to train on.
    ExerciseId
}
id! {
    /// How a user did on an exercise.
    ScoreId
}
id! {
    /// Something that people come together for.
    EventId
}
id! {
    /// Something that happens at an event. Not a login, which is a [`SessionId`].
    EventSessionId
}
id! {
    /// Somebody who speaks at an event.
    SpeakerId
}
