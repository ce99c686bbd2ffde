//! The only place that queries the table of messages.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, Set,
};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::model::{Content, Filter, Message};
use crate::api::{MessageId, UserId};
use crate::infra::Newest;

pub(super) async fn insert(
    db: &impl ConnectionTrait,
    sender: UserId,
    recipient: UserId,
    content: &Content,
    now: DateTime<Utc>,
) -> Result<MessageId, DbErr> {
    let row = ActiveModel {
        id: NotSet,
        sender_id: Set(Some(sender.0)),
        recipient_id: Set(Some(recipient.0)),
        content: Set(content.to_value().to_string()),
        created_at: Set(now),
    };
    Ok(MessageId(row.insert(db).await?.id))
}

/// At most `limit` messages with an id below `start`, newest first. With a party, only those it wrote or received.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    party: Option<UserId>,
    filter: Filter,
    start: Option<i64>,
    limit: u64,
) -> Result<Vec<Message>, DbErr> {
    let from = |user: UserId| Column::SenderId.eq(user.0);
    let to = |user: UserId| Column::RecipientId.eq(user.0);
    let mut condition = match filter {
        Filter { sender: Some(one), recipient: Some(other) } => Condition::any()
            .add(Condition::all().add(from(one)).add(to(other)))
            .add(Condition::all().add(from(other)).add(to(one))),
        Filter { sender, recipient } => {
            Condition::all().add_option(sender.map(from)).add_option(recipient.map(to))
        }
    };
    if let Some(party) = party {
        let own = Condition::any().add(from(party)).add(to(party));
        condition = Condition::all().add(condition).add(own);
    }
    let query = Entity::find().filter(condition).newest(Column::Id, start, limit);
    query.all(db).await?.into_iter().map(Message::try_from).collect()
}

impl TryFrom<Model> for Message {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let Model { id, sender_id, recipient_id, content, created_at } = row;
        let content = serde_json::from_str(&content).map_err(|error| DbErr::Json(error.to_string()))?;
        Ok(Self {
            id: MessageId(id),
            sender: sender_id.map(UserId),
            recipient: recipient_id.map(UserId),
            content,
            created_at,
        })
    }
}
