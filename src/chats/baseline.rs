//! Chats of the baseline fixture: one for each user, and what the platform wrote to alice.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr};

use super::model::Text;
use super::store::{chats, messages};
use crate::api::{ChatId, UserId};

/// Inserts a chat for each of these users, who were made at these moments. Says whether each chat has the number of
/// its user: not so in a database that was used before.
pub async fn insert(
    db: &impl ConnectionTrait,
    users: impl IntoIterator<Item = (UserId, DateTime<Utc>)>,
) -> Result<bool, DbErr> {
    for (user, made) in users {
        chats::open(db, user, made).await?;
        if chats::of_user(db, user).await? != Some(ChatId(user.0)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes three messages into a chat, a minute after the other from `first` on: a text, a text with an image, and one
/// that was trashed a minute later.
pub async fn write(
    db: &impl ConnectionTrait,
    chat: ChatId,
    image: i64,
    first: DateTime<Utc>,
) -> Result<(), DbErr> {
    let written = [
        ("Welcome to Plenary.", None, false),
        ("This is our flag.", Some(image), false),
        ("The meeting is on Wendesday.", None, true),
    ];
    for ((text, image, trashed), minute) in written.into_iter().zip(0..) {
        let now = first + TimeDelta::minutes(minute);
        let deleted_at = trashed.then(|| now + TimeDelta::minutes(1));
        messages::insert(db, messages::Row { chat, text: Text::parse(text), image, now, deleted_at }).await?;
    }
    Ok(())
}
