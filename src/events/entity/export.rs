//! Table `event_exports`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_exports")]
pub(in crate::events) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::events) event_id: i64,
    pub(in crate::events) revision: i64,
    pub(in crate::events) content: String,
    pub(in crate::events) sha256: String,
    pub(in crate::events) made_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::events) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
