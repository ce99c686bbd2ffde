//! Table `scores`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scores")]
pub(in crate::exercises) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::exercises) id: i64,
    pub(in crate::exercises) user_id: i64,
    pub(in crate::exercises) exercise_id: i64,
    pub(in crate::exercises) correct: bool,
    pub(in crate::exercises) created_at: DateTimeUtc,
    pub(in crate::exercises) updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::exercises) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
