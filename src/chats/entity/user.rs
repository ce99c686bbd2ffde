//! Table `users`, which belongs to accounts: the columns that a chat shows of its owner. Never written from here.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(in crate::chats) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::chats) id: i64,
    pub(in crate::chats) uuid: Uuid,
    pub(in crate::chats) username: String,
    pub(in crate::chats) deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::chats) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
