//! What is known about files.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, Set};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::model::{Dimensions, Inspected, Media};
use crate::api::UserId;

/// A row to be inserted.
pub(in crate::media) struct Row {
    pub(in crate::media) key: String,
    pub(in crate::media) name: Option<String>,
    pub(in crate::media) content: Inspected,
    pub(in crate::media) uploaded_by: Option<UserId>,
    pub(in crate::media) now: DateTime<Utc>,
}

pub(in crate::media) async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Media>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(Media::from))
}

/// Those of these files that there are.
pub(in crate::media) async fn find_many(
    db: &impl ConnectionTrait,
    ids: &[i64],
) -> Result<HashMap<i64, Media>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// The file of this key.
pub(in crate::media) async fn by_key(db: &impl ConnectionTrait, key: &str) -> Result<Option<Media>, DbErr> {
    Ok(Entity::find().filter(Column::Key.eq(key)).one(db).await?.map(Media::from))
}

pub(in crate::media) async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<Media, DbErr> {
    let Row { key, name, content, uploaded_by, now } = row;
    let Inspected { content_type, size, sha256, dimensions } = content;
    let row = ActiveModel {
        key: Set(key),
        name: Set(name),
        content_type: Set(content_type),
        size: Set(i64::try_from(size).unwrap_or(i64::MAX)),
        sha256: Set(sha256),
        width: Set(dimensions.map(|it| it.width.into())),
        height: Set(dimensions.map(|it| it.height.into())),
        uploaded_by: Set(uploaded_by.map(|user| user.0)),
        created_at: Set(now),
        id: NotSet,
    };
    Ok(row.insert(db).await?.into())
}

impl From<Model> for Media {
    fn from(row: Model) -> Self {
        let Model { id, key, name, content_type, size, sha256, width, height, uploaded_by, created_at } = row;
        let pixels = |side: Option<i64>| side.and_then(|side| u32::try_from(side).ok());
        let dimensions = match (pixels(width), pixels(height)) {
            (Some(width), Some(height)) => Some(Dimensions { width, height }),
            _ => None,
        };
        let size = u64::try_from(size).unwrap_or_default();
        Self {
            id,
            key,
            name,
            content: Inspected { content_type, size, sha256, dimensions },
            uploaded_by: uploaded_by.map(UserId),
            created_at,
        }
    }
}
