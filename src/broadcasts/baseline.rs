//! The broadcast of the baseline fixture: one that stands in every chat of it.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::model::{Banner, State};
use super::store::{self, Row};
use crate::api::UserId;
use crate::chats::model::{Announcement, Batch};
use crate::chats::service::{audience, fan_out};
use crate::jobs::JobId;

/// Inserts it, with its messages: asked for by `admin` at `asked`, finished a second later.
pub async fn insert(
    transaction: &DatabaseTransaction,
    admin: UserId,
    image: i64,
    asked: DateTime<Utc>,
) -> Result<(), DbErr> {
    let banner = Banner {
        id: Some("101".to_owned()),
        url: "https://banners.example.org/pictures/flag.png".to_owned(),
        title: Some("Our flag".to_owned()),
        description: Some("The flag of the community.".to_owned()),
    };
    let text = Some("See what is new.".to_owned());
    // The job itself has been purged since.
    let job = JobId(Uuid::from_u64_pair(0x7000, 0xb000_0000_0000_0100));
    let row = Row { banner, text: text.clone(), created_by: admin, job, now: asked };
    let Some(id) = store::reserve(transaction, row).await? else { return Ok(()) };
    let audience = audience(transaction).await?;
    store::begin(transaction, id, image, audience).await?;
    let announcement = Announcement { broadcast: id, text, image: Some(image), now: asked };
    let batch = Batch { after: 0, until: audience.last, most: 100 };
    if let Some(written) = fan_out(transaction, &announcement, batch).await? {
        store::advance(transaction, id, written, written.count).await?;
    }
    store::end(transaction, id, State::Finished, asked + TimeDelta::seconds(1)).await
}
