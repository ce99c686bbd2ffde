//! Messages of the baseline fixture: alice and bob write to each other, and bob to the administrator.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr};

use super::model::{Content, Source};
use super::store;
use crate::api::{MessageId, UserId};

/// Inserts them, a minute after the other from `first` on. `users` are the administrator, alice and bob.
pub async fn insert(
    db: &impl ConnectionTrait,
    [admin, alice, bob]: [UserId; 3],
    first: DateTime<Utc>,
) -> Result<[MessageId; 5], DbErr> {
    let text = |text: &str| Content::Text { text: text.to_owned() };
    let image = Content::Image { url: "https://example.org/hall.jpg".to_owned(), width: 1200, height: 800 };
    let video = Content::Video { url: "https://vimeo.example.org/12345".to_owned(), source: Source::Vimeo };
    let messages = [
        (alice, bob, text("Are you coming on Thursday?")),
        (bob, alice, text("Yes. Where is it?")),
        (alice, bob, image),
        (bob, admin, text("Which hall is it on Thursday?")),
        (bob, alice, video),
    ];
    let mut ids = [MessageId(0); 5];
    for (((sender, recipient, content), id), minute) in messages.into_iter().zip(&mut ids).zip(0..) {
        let at = first + TimeDelta::minutes(minute);
        *id = store::insert(db, sender, recipient, &content, at).await?;
    }
    Ok(ids)
}
