//! The upload of the baseline fixture: a small picture by alice.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest, Sha256};

use super::model::{Dimensions, Inspected};
use super::store::{self, Row};
use crate::api::UserId;
use crate::infra::storage::StorageError;
use crate::infra::{Storage, hex};

/// The number of the upload.
pub const ID: i64 = 1;

/// The key of the upload.
pub const KEY: &str = "baseline-00000000000000000000000000000000001";

/// Its bytes: a PNG of four by three pixels.
pub const PNG: &[u8] = include_bytes!("baseline.png");

/// What a storage holds at the baseline.
pub const FILES: [(&str, &[u8]); 1] = [(KEY, PNG)];

/// When it was uploaded: on 2026-01-01 at 10 o'clock.
pub fn created_at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_261_600, 0).unwrap_or_default()
}

/// Inserts the upload. Says whether it got the id it should have: not so in a database that was used before.
pub async fn insert(db: &impl ConnectionTrait, uploader: UserId) -> Result<bool, DbErr> {
    let content = Inspected {
        content_type: "image/png".to_owned(),
        size: PNG.len() as u64,
        sha256: hex(&Sha256::digest(PNG)),
        dimensions: Some(Dimensions { width: 4, height: 3 }),
    };
    let row = Row {
        key: KEY.to_owned(),
        name: Some("flag.png".to_owned()),
        content,
        uploaded_by: Some(uploader),
        now: created_at(),
    };
    Ok(store::insert(db, row).await?.id == ID)
}

/// Puts its bytes into a storage.
pub async fn put(storage: &Storage) -> Result<(), StorageError> {
    for (key, bytes) in FILES {
        storage.put(key, bytes).await?;
    }
    Ok(())
}
