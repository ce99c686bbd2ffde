//! Messages of a chat as the API shows them.

use poem_openapi::Object;
use serde::Serialize;

use crate::api::{ChatId, ChatMessageId, Timestamp};
use crate::chats::model;
use crate::chats::service::Shown;
use crate::media::Picture;

/// A message of the platform in a chat.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::chats) struct ChatMessage {
    /// Its number; newer ones have higher numbers.
    id: ChatMessageId,
    /// The chat it stands in.
    chat_id: ChatId,
    /// Its words; null when it has none.
    text: Option<String>,
    /// Its image; null when it has none.
    image: Option<Picture>,
    /// The broadcast it came with; null when it was written into this chat alone.
    broadcast_id: Option<i64>,
    /// When it was written.
    created_at: Timestamp,
    /// When its words last changed.
    updated_at: Timestamp,
    /// When it was deleted; only on a message in the trash.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Timestamp>,
}

impl From<Shown> for ChatMessage {
    fn from(shown: Shown) -> Self {
        let Shown { message, image } = shown;
        let model::ChatMessage { id, chat, text, image: _, broadcast, created_at, updated_at, deleted_at } =
            message;
        Self {
            id,
            chat_id: chat,
            text,
            image: image.map(Picture::from),
            broadcast_id: broadcast,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
            deleted_at: deleted_at.map(Timestamp::from),
        }
    }
}

/// One message of a chat.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::chats) struct ChatMessageData {
    /// The message.
    chat_message: ChatMessage,
}

impl From<Shown> for ChatMessageData {
    fn from(shown: Shown) -> Self {
        Self { chat_message: shown.into() }
    }
}

/// Messages of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::chats) struct ChatMessageList {
    /// The messages, newest first.
    chat_messages: Vec<ChatMessage>,
}

impl From<Vec<Shown>> for ChatMessageList {
    fn from(rows: Vec<Shown>) -> Self {
        Self { chat_messages: rows.into_iter().map(ChatMessage::from).collect() }
    }
}
