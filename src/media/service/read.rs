//! Finds and reads files. Who knows the key may read.

use std::collections::HashMap;
use std::ops::Range;

use sea_orm::{ConnectionTrait, DbErr};

use crate::infra::Context;
use crate::infra::storage::Reading;
use crate::media::error::ReadError;
use crate::media::model::Media;
use crate::media::store;

/// What is known about a file.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Media>, DbErr> {
    store::find(db, id).await
}

/// What is known about those of these files that there are.
pub async fn find_many(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Media>, DbErr> {
    store::find_many(db, ids).await
}

/// What is known about the file of this key.
pub async fn find_by_key(context: &Context, key: &str) -> Result<Media, ReadError> {
    store::by_key(&context.database, key).await?.ok_or(ReadError::NotFound)
}

/// The bytes of a file, or a part of them that lies within.
pub async fn read(context: &Context, media: &Media, range: Option<Range<u64>>) -> Result<Reading, ReadError> {
    let Media { key, content, .. } = media;
    match context.storage.get(key, range).await? {
        Some(reading) if reading.size == content.size => Ok(reading),
        Some(reading) => {
            tracing::error!(
                key,
                size = reading.size,
                promised = content.size,
                "a file in the storage was changed"
            );
            Err(ReadError::NotFound)
        }
        None => {
            tracing::error!(key, "a file is gone from the storage");
            Err(ReadError::NotFound)
        }
    }
}
