//! Messages in chats.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, Set};

use crate::api::{ChatId, ChatMessageId};
use crate::chats::entity::chat_message::{ActiveModel, Column, Entity, Model};
use crate::chats::model::{ChatMessage, Text};
use crate::infra::Newest;
use crate::soft_delete::{self, Deletion, Purge, Restored, Scopes, View};

/// The messages in the trash.
pub const TRASH: Purge = Purge::of::<Entity>("chat_messages");

/// A row to be inserted.
pub(in crate::chats) struct Row {
    pub(in crate::chats) chat: ChatId,
    pub(in crate::chats) text: Option<Text>,
    pub(in crate::chats) image: Option<i64>,
    pub(in crate::chats) now: DateTime<Utc>,
    pub(in crate::chats) deleted_at: Option<DateTime<Utc>>,
}

/// Inserts a message that came with no broadcast.
pub(in crate::chats) async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<ChatMessage, DbErr> {
    let Row { chat, text, image, now, deleted_at } = row;
    let row = ActiveModel {
        id: NotSet,
        chat_id: Set(chat.0),
        text: Set(text.map(Text::into_string)),
        media_id: Set(image),
        broadcast_id: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        deleted_at: Set(deleted_at),
    };
    Ok(row.insert(db).await?.into())
}

/// At most `limit` messages of a chat with an id below `start`, newest first.
pub(in crate::chats) async fn list(
    db: &impl ConnectionTrait,
    chat: ChatId,
    start: Option<i64>,
    limit: u64,
    view: View,
) -> Result<Vec<ChatMessage>, DbErr> {
    let query = Entity::find().filter(Column::ChatId.eq(chat.0)).within(view);
    let rows = query.newest(Column::Id, start, limit).all(db).await?;
    Ok(rows.into_iter().map(ChatMessage::from).collect())
}

/// One message of a chat.
pub(in crate::chats) async fn find(
    db: &impl ConnectionTrait,
    chat: ChatId,
    id: ChatMessageId,
    view: View,
) -> Result<Option<ChatMessage>, DbErr> {
    let query = Entity::find_by_id(id.0).filter(Column::ChatId.eq(chat.0)).within(view);
    Ok(query.one(db).await?.map(ChatMessage::from))
}

/// Changes the words of a live message of a chat. None if there is no such message.
pub(in crate::chats) async fn update(
    db: &impl ConnectionTrait,
    chat: ChatId,
    id: ChatMessageId,
    text: Text,
    now: DateTime<Utc>,
) -> Result<Option<ChatMessage>, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Text, Expr::value(text.into_string()))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(id.0))
        .filter(Column::ChatId.eq(chat.0))
        .visible();
    Ok(update.exec_with_returning(db).await?.pop().map(ChatMessage::from))
}

/// Trashes a live message, or removes one for good. False if there is none.
pub(in crate::chats) async fn delete(
    db: &impl ConnectionTrait,
    id: ChatMessageId,
    deletion: Deletion,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    soft_delete::delete::<Entity>(db, id.0, deletion, now).await
}

/// Brings a message back.
pub(in crate::chats) async fn restore(
    db: &impl ConnectionTrait,
    id: ChatMessageId,
) -> Result<Restored<ChatMessage>, DbErr> {
    Ok(soft_delete::restore::<Entity>(db, id.0).await?.map(ChatMessage::from))
}

impl From<Model> for ChatMessage {
    fn from(row: Model) -> Self {
        let Model { id, chat_id, text, media_id, broadcast_id, created_at, updated_at, deleted_at } = row;
        Self {
            id: ChatMessageId(id),
            chat: ChatId(chat_id),
            text,
            image: media_id,
            broadcast: broadcast_id,
            created_at,
            updated_at,
            deleted_at,
        }
    }
}
