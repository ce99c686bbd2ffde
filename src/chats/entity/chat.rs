//! Table `chats`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chats")]
pub(in crate::chats) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::chats) id: i64,
    pub(in crate::chats) user_id: i64,
    pub(in crate::chats) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::chats) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
