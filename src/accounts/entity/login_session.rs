//! Table `login_sessions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_sessions")]
pub(in crate::accounts) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::accounts) id: i64,
    pub(in crate::accounts) user_id: i64,
    pub(in crate::accounts) created_at: DateTimeUtc,
    pub(in crate::accounts) expires_at: DateTimeUtc,
    pub(in crate::accounts) revoked_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::accounts) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
