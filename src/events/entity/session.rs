//! Table `event_sessions`.

use sea_orm::entity::prelude::*;

use crate::events::store::Versioned;
use crate::soft_delete::SoftDelete;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_sessions")]
pub(in crate::events) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::events) id: i64,
    pub(in crate::events) uuid: Uuid,
    pub(in crate::events) event_id: i64,
    pub(in crate::events) submitter_id: Option<i64>,
    pub(in crate::events) title: String,
    pub(in crate::events) description: Option<String>,
    pub(in crate::events) location: Option<String>,
    pub(in crate::events) starts_at: DateTimeUtc,
    pub(in crate::events) ends_at: DateTimeUtc,
    pub(in crate::events) state: String,
    pub(in crate::events) version: i64,
    pub(in crate::events) created_at: DateTimeUtc,
    pub(in crate::events) updated_at: DateTimeUtc,
    pub(in crate::events) deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::events) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SoftDelete for Entity {
    const ID: Column = Column::Id;
    const DELETED_AT: Column = Column::DeletedAt;
}

impl Versioned for Entity {
    const VERSION: Column = Column::Version;
    const UPDATED_AT: Column = Column::UpdatedAt;
    const EVENT_ID: Column = Column::EventId;
}
