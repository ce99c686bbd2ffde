//! Table `refresh_tokens`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub(in crate::accounts) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::accounts) id: i64,
    pub(in crate::accounts) session_id: i64,
    pub(in crate::accounts) digest: String,
    pub(in crate::accounts) created_at: DateTimeUtc,
    pub(in crate::accounts) expires_at: DateTimeUtc,
    pub(in crate::accounts) used_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::accounts) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
