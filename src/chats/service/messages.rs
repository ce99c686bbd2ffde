//! Shows, changes, deletes and restores what was written.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr};

use super::permission;
use crate::api::{Caller, ChatId, ChatMessageId, ListMeta, Page};
use crate::chats::error::{ChatError, GetError, MessageError, RestoreError, UpdateError};
use crate::chats::model::{ChatMessage, Text};
use crate::chats::store::messages;
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::media::model::Media;
use crate::media::service::find_many;
use crate::soft_delete::{Deletion, View};

/// A message with its image, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The message.
    pub message: ChatMessage,
    /// Its image; none where it has none, or where that is gone.
    pub image: Option<Media>,
}

impl Shown {
    /// Messages with their images, in the same order.
    pub(super) async fn all(
        db: &impl ConnectionTrait,
        messages: Vec<ChatMessage>,
    ) -> Result<Vec<Self>, DbErr> {
        let ids: Vec<i64> = messages.iter().filter_map(|message| message.image).collect();
        let images: HashMap<i64, Media> = find_many(db, &ids).await?;
        let shown = |message: ChatMessage| {
            let image = message.image.and_then(|id| images.get(&id)).cloned();
            Self { message, image }
        };
        Ok(messages.into_iter().map(shown).collect())
    }

    /// A message with its image.
    pub(super) async fn one(db: &impl ConnectionTrait, message: ChatMessage) -> Result<Self, DbErr> {
        let images: HashMap<i64, Media> = find_many(db, message.image.as_slice()).await?;
        let image = message.image.and_then(|id| images.get(&id)).cloned();
        Ok(Self { message, image })
    }
}

/// One page of the messages in a chat, newest first.
pub async fn list_chat_messages(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    page: &Page,
    view: View,
) -> Result<(Vec<Shown>, ListMeta), ChatError> {
    let db = &context.database;
    permission::chat(db, caller, chat).await?;
    let view = permission::view(caller, view)?;
    let mut rows = messages::list(db, chat, page.start, page.fetch(), view).await?;
    let meta = page.cut(&mut rows, |message| message.id.0);
    Ok((Shown::all(db, rows).await?, meta))
}

/// One message in a chat.
pub async fn get_chat_message(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    id: ChatMessageId,
    view: View,
) -> Result<Shown, MessageError> {
    let db = &context.database;
    permission::chat(db, caller, chat).await?;
    let view = permission::view(caller, view)?;
    let message = messages::find(db, chat, id, view).await?.ok_or(MessageError::NoMessage)?;
    Ok(Shown::one(db, message).await?)
}

/// Changes the words of a message.
pub async fn update_chat_message(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    id: ChatMessageId,
    text: &str,
) -> Result<Shown, UpdateError> {
    permission::admin(caller)?;
    let text = Text::parse(text).ok_or(UpdateError::BadText)?;
    let transaction = begin_write(&context.database).await?;
    permission::chat(&transaction, caller, chat).await.map_err(MessageError::from)?;
    let written = messages::update(&transaction, chat, id, text, context.clock.now()).await?;
    let message = written.ok_or(MessageError::NoMessage)?;
    transaction.commit().await?;
    Ok(Shown::one(&context.database, message).await?)
}

/// Deletes a message: into the trash, or for good.
pub async fn delete_chat_message(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    id: ChatMessageId,
    deletion: Deletion,
) -> Result<(), MessageError> {
    found(context, caller, chat, id, deletion.meets()).await?;
    let deleted = messages::delete(&context.database, id, deletion, context.clock.now()).await?;
    if deleted { Ok(()) } else { Err(MessageError::NoMessage) }
}

/// Brings a message back from the trash.
pub async fn restore_chat_message(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    id: ChatMessageId,
) -> Result<Shown, RestoreError> {
    found(context, caller, chat, id, View::WithTrashed).await?;
    let restored = messages::restore(&context.database, id).await?;
    let message = restored.or(RestoreError::NotTrashed, MessageError::NoMessage.into())?;
    Ok(Shown::one(&context.database, message).await?)
}

/// Makes sure that an administrator asks, and for a message that is there. A message never moves to another chat, so
/// what is found here is what the next statement finds, or it is gone.
async fn found(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    id: ChatMessageId,
    view: View,
) -> Result<(), MessageError> {
    permission::admin(caller)?;
    permission::chat(&context.database, caller, chat).await?;
    messages::find(&context.database, chat, id, view).await?.ok_or(MessageError::NoMessage)?;
    Ok(())
}

impl From<GetError> for ChatError {
    fn from(error: GetError) -> Self {
        match error {
            GetError::NoChat => Self::NoChat,
            GetError::Database(error) => Self::Database(error),
        }
    }
}

impl From<GetError> for MessageError {
    fn from(error: GetError) -> Self {
        match error {
            GetError::NoChat => Self::NoChat,
            GetError::Database(error) => Self::Database(error),
        }
    }
}
