//! Table `media`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub(in crate::media) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::media) id: i64,
    pub(in crate::media) key: String,
    pub(in crate::media) name: Option<String>,
    pub(in crate::media) content_type: String,
    pub(in crate::media) size: i64,
    pub(in crate::media) sha256: String,
    pub(in crate::media) width: Option<i64>,
    pub(in crate::media) height: Option<i64>,
    pub(in crate::media) uploaded_by: Option<i64>,
    pub(in crate::media) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::media) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
