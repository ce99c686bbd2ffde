//! Table `session_speakers`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_speakers")]
pub(in crate::events) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::events) session_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(in crate::events) speaker_id: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::events) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
