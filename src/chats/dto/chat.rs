//! Chats as the API shows them.

use poem_openapi::Object;
use serde::Serialize;
use uuid::Uuid;

use crate::api::{ChatId, Timestamp, UserId};
use crate::chats::model;

/// Whose chat it is.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct ChatOwner {
    /// The user's number.
    id: UserId,
    /// The user's name towards other systems.
    uuid: Uuid,
    /// The user's name, or `deleted`.
    username: String,
    /// Whether the user is in the trash.
    deleted: bool,
}

/// A chat, in which the platform writes to a user.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Chat {
    /// Its number.
    id: ChatId,
    /// Whose it is.
    user: ChatOwner,
    /// How many messages are in it, without deleted ones.
    message_count: u64,
    /// When the newest of them was written; null if there is none.
    last_message_at: Option<Timestamp>,
    /// When it was made.
    created_at: Timestamp,
}

impl From<model::Chat> for Chat {
    fn from(chat: model::Chat) -> Self {
        let model::Chat { id, user, message_count, last_message_at, created_at } = chat;
        let model::Owner { id: owner, uuid, username, deleted } = user;
        let username = if deleted { "deleted".to_owned() } else { username };
        Self {
            id,
            user: ChatOwner { id: owner, uuid, username, deleted },
            message_count,
            last_message_at: last_message_at.map(Timestamp::from),
            created_at: created_at.into(),
        }
    }
}

/// One chat.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::chats) struct ChatData {
    /// The chat.
    chat: Chat,
}

impl From<model::Chat> for ChatData {
    fn from(chat: model::Chat) -> Self {
        Self { chat: chat.into() }
    }
}

/// Chats of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::chats) struct ChatList {
    /// The chats, newest first.
    chats: Vec<Chat>,
}

impl From<Vec<model::Chat>> for ChatList {
    fn from(rows: Vec<model::Chat>) -> Self {
        Self { chats: rows.into_iter().map(Chat::from).collect() }
    }
}
