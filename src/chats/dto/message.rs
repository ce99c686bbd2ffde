//! Messages of a chat as the API shows them, and the answers of listing them.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::errors;
use crate::api::{ChatId, ChatMessageId, Envelope, ErrorBody, ListMeta, Listing, Rejection, Timestamp};
use crate::chats::error::ChatError;
use crate::chats::model;
use crate::chats::service::Shown;
use crate::media::Picture;

/// A message of the platform in a chat.
#[derive(Clone, Debug, Object)]
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
#[derive(Clone, Debug, Object)]
pub(in crate::chats) struct ChatMessageData {
    /// The message.
    chat_message: ChatMessage,
}

impl ChatMessageData {
    pub(super) fn envelope(shown: Shown) -> Json<Envelope<Self>> {
        Json(Envelope::new(Self { chat_message: shown.into() }))
    }
}

/// Messages of one page.
#[derive(Clone, Debug, Object)]
pub(in crate::chats) struct ChatMessageList {
    /// The messages, newest first.
    chat_messages: Vec<ChatMessage>,
}

/// Answers of `list_chat_messages`.
#[derive(ApiResponse)]
pub(in crate::chats) enum ListChatMessagesResponse {
    /// The messages.
    #[oai(status = 200)]
    Ok(
        Json<Listing<ChatMessageList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
    /// The id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// Only an administrator may see deleted messages.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat, or it is somebody else's.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl ListChatMessagesResponse {
    /// One page.
    pub(in crate::chats) fn ok(rows: Vec<Shown>, meta: ListMeta, link: Option<String>) -> Self {
        let chat_messages = rows.into_iter().map(ChatMessage::from).collect();
        Self::Ok(Json(Listing::new(ChatMessageList { chat_messages }, meta)), link)
    }
}

impl TryFrom<ChatError> for ListChatMessagesResponse {
    type Error = Rejection;

    fn try_from(error: ChatError) -> Result<Self, Rejection> {
        match error {
            ChatError::NoChat => Ok(Self::NotFound(errors::no_chat())),
            ChatError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ChatError::Database(error) => Err(error.into()),
        }
    }
}
