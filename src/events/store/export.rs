//! Calendars that were made.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect, Set};

use crate::api::EventId;
use crate::events::entity::export::{ActiveModel, Column, Entity, Model};
use crate::events::model::Export;

/// An event's calendar.
pub(in crate::events) async fn find(
    db: &impl ConnectionTrait,
    event: EventId,
) -> Result<Option<Export>, DbErr> {
    Ok(Entity::find_by_id(event.0).one(db).await?.map(Export::from))
}

/// Of which of the event's revisions its calendar is. None if there is none yet.
pub(in crate::events) async fn revision(
    db: &impl ConnectionTrait,
    event: EventId,
) -> Result<Option<i64>, DbErr> {
    Entity::find_by_id(event.0).select_only().column(Column::Revision).into_tuple().one(db).await
}

/// Keeps a calendar in place of the one before.
pub(in crate::events) async fn put(db: &impl ConnectionTrait, export: Export) -> Result<(), DbErr> {
    let Export { event, revision, content, sha256, made_at } = export;
    let row = ActiveModel {
        event_id: Set(event.0),
        revision: Set(revision),
        content: Set(content),
        sha256: Set(sha256),
        made_at: Set(made_at),
    };
    let others = [Column::Revision, Column::Content, Column::Sha256, Column::MadeAt];
    let replace = OnConflict::column(Column::EventId).update_columns(others).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}

impl From<Model> for Export {
    fn from(row: Model) -> Self {
        let Model { event_id, revision, content, sha256, made_at } = row;
        Self { event: EventId(event_id), revision, content, sha256, made_at }
    }
}
