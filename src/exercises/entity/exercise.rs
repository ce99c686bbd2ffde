//! Table `exercises`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exercises")]
pub(in crate::exercises) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::exercises) id: i64,
    pub(in crate::exercises) exercise_body: String,
    pub(in crate::exercises) test_code: String,
    pub(in crate::exercises) test_code_solution: String,
    pub(in crate::exercises) created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::exercises) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
