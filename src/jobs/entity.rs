//! Table `jobs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) payload: String,
    pub(super) unique_key: Option<String>,
    pub(super) owner_id: Option<i64>,
    pub(super) state: String,
    pub(super) attempts: i32,
    pub(super) run_at: i64,
    pub(super) worker: Option<String>,
    pub(super) lease_until: Option<i64>,
    pub(super) done: Option<i64>,
    pub(super) total: Option<i64>,
    pub(super) result: Option<String>,
    pub(super) error: Option<String>,
    pub(super) created_at: DateTimeUtc,
    pub(super) started_at: Option<DateTimeUtc>,
    pub(super) finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
