//! The domain's words, and the rules of what is written into a chat.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::api::{BroadcastId, ChatId, ChatMessageId, UserId};

/// The longest text, in characters.
pub const TEXT_MAX: usize = 10_000;

/// The words of a chat message: 1 to 10,000 characters, not all of them blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Checks the rule.
    pub fn parse(text: &str) -> Option<Self> {
        let valid = !text.trim().is_empty() && text.chars().count() <= TEXT_MAX;
        valid.then(|| Self(text.to_owned()))
    }

    /// As it was typed.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Whose chat it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The user's number.
    pub id: UserId,
    /// The user's name towards other systems.
    pub uuid: Uuid,
    /// As typed by its owner.
    pub username: String,
    /// Whether the user is in the trash.
    pub deleted: bool,
}

/// A chat. Messages in the trash do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its number.
    pub id: ChatId,
    /// Whose it is.
    pub user: Owner,
    /// How many messages are in it.
    pub message_count: u64,
    /// When the newest of them was written; none if there is none.
    pub last_message_at: Option<DateTime<Utc>>,
    /// When the chat was made.
    pub created_at: DateTime<Utc>,
}

/// What an administrator looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// The user with exactly this name towards other systems, in the trash or not.
    Uuid(Uuid),
    /// Users with this in their name, without regard to ASCII case. Who is in the trash has no name.
    Name(String),
}

impl Search {
    /// What somebody typed.
    pub fn of(text: &str) -> Self {
        match text.parse() {
            // Other spellings than the usual one may be parts of names.
            Ok(uuid) if text.len() == 36 => Self::Uuid(uuid),
            _ => Self::Name(text.to_ascii_lowercase()),
        }
    }
}

/// Which chats are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub search: Option<Search>,
    /// Made at this moment or later.
    pub since: Option<DateTime<Utc>>,
    /// Made before this moment.
    pub until: Option<DateTime<Utc>>,
    /// With so many messages or more.
    pub min_messages: Option<u32>,
    /// With so many messages or fewer.
    pub max_messages: Option<u32>,
}

/// A message of the platform in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMessage {
    /// Its number.
    pub id: ChatMessageId,
    /// Where it stands.
    pub chat: ChatId,
    /// Its words.
    pub text: Option<String>,
    /// The number of its image in the media.
    pub image: Option<i64>,
    /// The broadcast it came with.
    pub broadcast: Option<i64>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When its words last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was trashed; none while it lives.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What is to be written into all chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// What it comes with. It writes at most once into each chat.
    pub broadcast: BroadcastId,
    /// The words, which were judged when they were given.
    pub text: Option<String>,
    /// The number of the image in the media.
    pub image: Option<i64>,
    /// When it is written.
    pub now: DateTime<Utc>,
}

/// All chats at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The number of the newest; 0 if there is none.
    pub last: i64,
    /// How many there are.
    pub total: u64,
}

/// The next chats in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The number of the last chat that was written into; 0 at the beginning.
    pub after: i64,
    /// The number of the last chat of all.
    pub until: i64,
    /// How many chats at most.
    pub most: u32,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The number of the last chat of the batch.
    pub last: i64,
    /// Into how many chats.
    pub count: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_something_and_not_too_much() {
        for good in [" hi\n".to_owned(), "é".repeat(TEXT_MAX)] {
            assert_eq!(Text::parse(&good).map(Text::into_string), Some(good));
        }
        for bad in [String::new(), " \n\u{a0}".to_owned(), "x".repeat(TEXT_MAX + 1)] {
            assert_eq!(Text::parse(&bad), None);
        }
    }

    #[test]
    fn a_uuid_is_looked_for_as_such_and_anything_else_as_a_name() {
        let uuid = Uuid::from_u64_pair(0x7000, 0xa000_0000_0000_0002);
        for text in ["00000000-0000-7000-a000-000000000002", "00000000-0000-7000-A000-000000000002"] {
            assert_eq!(Search::of(text), Search::Uuid(uuid));
        }
        for (text, name) in [
            ("Ali", "ali"),
            ("000000000000700aa000000000000002", "000000000000700aa000000000000002"),
            ("Ü", "Ü"),
        ] {
            assert_eq!(Search::of(text), Search::Name(name.to_owned()));
        }
    }
}
