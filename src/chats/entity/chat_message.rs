//! Table `chat_messages`.

use sea_orm::entity::prelude::*;

use crate::soft_delete::SoftDelete;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chat_messages")]
pub(in crate::chats) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::chats) id: i64,
    pub(in crate::chats) chat_id: i64,
    pub(in crate::chats) text: Option<String>,
    pub(in crate::chats) media_id: Option<i64>,
    pub(in crate::chats) broadcast_id: Option<i64>,
    pub(in crate::chats) created_at: DateTimeUtc,
    pub(in crate::chats) updated_at: DateTimeUtc,
    pub(in crate::chats) deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::chats) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SoftDelete for Entity {
    const ID: Column = Column::Id;
    const DELETED_AT: Column = Column::DeletedAt;
}
