//! Chats with their owners and what is in them, in one statement.
//!
//! The messages of a page's chats are counted for that page only. A filter by their number counts those of every
//! chat that the other filters leave, newest first, and stops when the page is full.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::api::{ChatId, UserId};
use crate::chats::model::{Chat, Filter, Owner, Search};
use crate::infra::like;

const COUNT: &str =
    "(SELECT COUNT(*) FROM chat_messages WHERE chat_id = chats.id AND chat_messages.deleted_at IS NULL)";

const LAST: &str = "(SELECT chat_messages.created_at FROM chat_messages \
                    WHERE chat_id = chats.id AND chat_messages.deleted_at IS NULL \
                    ORDER BY chat_messages.id DESC LIMIT 1)";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    created_at: DateTime<Utc>,
    user_id: i64,
    uuid: Uuid,
    username: String,
    deleted_at: Option<DateTime<Utc>>,
    message_count: i64,
    last_message_at: Option<DateTime<Utc>>,
}

/// Conditions and the values in them.
#[derive(Default)]
struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// `left` is everything that stands before the value, `right` what stands behind it.
    fn add(&mut self, left: &str, value: impl Into<Value>, right: &str) {
        self.values.push(value.into());
        self.texts.push(format!("{left} ${}{right}", self.values.len()));
    }

    fn of(filter: &Filter, start: Option<i64>) -> Self {
        let Filter { search, since, until, min_messages, max_messages } = filter;
        let mut conditions = Self::default();
        if let Some(start) = start {
            conditions.add("chats.id <", start, "");
        }
        match search {
            Some(Search::Uuid(uuid)) => conditions.add("users.uuid =", *uuid, ""),
            Some(Search::Name(name)) => {
                let pattern = format!("%{}%", like::escaped(name));
                conditions.texts.push("users.deleted_at IS NULL".to_owned());
                conditions.add("lower(users.username) LIKE", pattern, " ESCAPE '\\'");
            }
            None => {}
        }
        if let Some(since) = since {
            conditions.add("chats.created_at >=", *since, "");
        }
        if let Some(until) = until {
            conditions.add("chats.created_at <", *until, "");
        }
        if let Some(fewest) = min_messages {
            conditions.add(&format!("{COUNT} >="), i64::from(*fewest), "");
        }
        if let Some(most) = max_messages {
            conditions.add(&format!("{COUNT} <="), i64::from(*most), "");
        }
        conditions
    }
}

/// At most `limit` chats with an id below `start`, newest first.
pub(in crate::chats) async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    start: Option<i64>,
    limit: u64,
) -> Result<Vec<Chat>, DbErr> {
    select(db, Conditions::of(filter, start), limit).await
}

pub(in crate::chats) async fn find(db: &impl ConnectionTrait, id: ChatId) -> Result<Option<Chat>, DbErr> {
    let mut conditions = Conditions::default();
    conditions.add("chats.id =", id.0, "");
    Ok(select(db, conditions, 1).await?.pop())
}

async fn select(db: &impl ConnectionTrait, conditions: Conditions, limit: u64) -> Result<Vec<Chat>, DbErr> {
    let Conditions { mut texts, values } = conditions;
    if texts.is_empty() {
        texts.push("1 = 1".to_owned());
    }
    let sql = format!(
        "SELECT chats.id, chats.created_at, users.id AS user_id, users.uuid, users.username, users.deleted_at, \
         {COUNT} AS message_count, {LAST} AS last_message_at \
         FROM chats JOIN users ON users.id = chats.user_id \
         WHERE {} ORDER BY chats.id DESC LIMIT {limit}",
        texts.join(" AND ")
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Row::find_by_statement(statement).all(db).await?.into_iter().map(Chat::from).collect())
}

impl From<Row> for Chat {
    fn from(row: Row) -> Self {
        let Row { id, created_at, user_id, uuid, username, deleted_at, message_count, last_message_at } = row;
        let user = Owner { id: UserId(user_id), uuid, username, deleted: deleted_at.is_some() };
        let message_count = u64::try_from(message_count).unwrap_or_default();
        Self { id: ChatId(id), user, message_count, last_message_at, created_at }
    }
}
