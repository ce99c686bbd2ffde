//! Messages as the API takes and shows them.

use std::collections::HashMap;

use poem_openapi::Object;
use poem_openapi::types::Any;
use serde::Serialize;
use serde_json::Value;

use super::error::SendError;
use super::model;
use crate::accounts::model::Name;
use crate::api::answer::{Deferred, Listed, answers, failures};
use crate::api::{ErrorBody, MessageId, Subcode, Timestamp, UserId};
use crate::infra::DatabaseError;
use crate::jobs::Accepted;

/// A message to be sent.
#[derive(Clone, Object)]
pub(super) struct NewMessage {
    /// Who writes: the caller, which is also the default. An administrator may name somebody else.
    #[oai(validator(minimum(value = "1")))]
    pub(super) sender_id: Option<i64>,
    /// To whom.
    #[oai(validator(minimum(value = "1")))]
    pub(super) recipient_id: i64,
    /// What it says: `{"type":"text","text"}`, `{"type":"image","url","width","height"}` or
    /// `{"type":"video","url","source"}` with the source `youtube` or `vimeo`. It is judged after the answer; what is
    /// wrong with it comes back as a notification.
    pub(super) content: Option<Any<Value>>,
}

/// One side of a message.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Correspondent {
    /// The user's number; null once the user has been removed for good.
    id: Option<UserId>,
    /// The user's name, or `deleted`.
    username: String,
    /// Whether the user is in the trash or gone.
    deleted: bool,
}

impl Correspondent {
    fn of(id: Option<UserId>, names: &HashMap<UserId, Name>) -> Self {
        match id.and_then(|id| names.get(&id)) {
            Some(name) if !name.deleted => Self { id, username: name.username.clone(), deleted: false },
            _ => Self { id, username: "deleted".to_owned(), deleted: true },
        }
    }
}

/// A message.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Message {
    /// Its number; newer ones have higher numbers.
    id: MessageId,
    /// Who wrote it.
    sender: Correspondent,
    /// To whom.
    recipient: Correspondent,
    /// What it says.
    content: MessageContent,
    /// When it was delivered.
    created_at: Timestamp,
}

/// What a message says: a text, an image or a video.
#[derive(Clone, Debug, Object, Serialize)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct MessageContent {
    /// `text`, `image` or `video`.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    kind: String,
    /// The words of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Where an image or a video is.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The width of an image, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    /// The height of an image, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    /// Who shows a video: `youtube` or `vimeo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl From<Value> for MessageContent {
    fn from(content: Value) -> Self {
        let text = |name: &str| content.get(name).and_then(Value::as_str).map(str::to_owned);
        let side =
            |name: &str| content.get(name).and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
        Self {
            kind: text("type").unwrap_or_default(),
            text: text("text"),
            url: text("url"),
            width: side("width"),
            height: side("height"),
            source: text("source"),
        }
    }
}

/// Messages of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct MessageList {
    /// The messages, newest first.
    messages: Vec<Message>,
}

impl MessageList {
    /// Messages, with the names of those who are still there.
    pub(super) fn of(rows: Vec<model::Message>, names: &HashMap<UserId, Name>) -> Self {
        let message = |message: model::Message| {
            let model::Message { id, sender, recipient, content, created_at } = message;
            Message {
                id,
                sender: Correspondent::of(sender, names),
                recipient: Correspondent::of(recipient, names),
                content: content.into(),
                created_at: created_at.into(),
            }
        };
        Self { messages: rows.into_iter().map(message).collect() }
    }
}

failures! {
    SendError as error {
        NotTheSender => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        Database(error) => fault error,
    }
}

answers! {
    for pub(super),

    CreateMessage: Deferred<Accepted>; SendError => {
        202 "The message is accepted. Its sender is told when it is delivered, or why it is not.",
        400 "Sender or recipient are no users' numbers.",
        403 "The sender is somebody else, and the caller no administrator.",
    }
    ListMessages: Listed<MessageList>; DatabaseError => {
        200 "The messages.",
    }
}
