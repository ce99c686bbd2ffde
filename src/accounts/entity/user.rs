//! Table `users`.

use sea_orm::entity::prelude::*;

use crate::soft_delete::SoftDelete;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(in crate::accounts) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::accounts) id: i64,
    pub(in crate::accounts) uuid: Uuid,
    pub(in crate::accounts) username: String,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) password_hash: String,
    pub(in crate::accounts) active: bool,
    pub(in crate::accounts) admin: bool,
    pub(in crate::accounts) created_at: DateTimeUtc,
    pub(in crate::accounts) updated_at: DateTimeUtc,
    pub(in crate::accounts) deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::accounts) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SoftDelete for Entity {
    const ID: Column = Column::Id;
    const DELETED_AT: Column = Column::DeletedAt;
}
