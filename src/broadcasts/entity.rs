//! Table `broadcasts`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broadcasts")]
pub(super) struct Model {
    #[sea_orm(primary_key)]
    pub(super) id: i64,
    pub(super) banner_id: Option<String>,
    pub(super) banner_url: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) text: Option<String>,
    pub(super) media_id: Option<i64>,
    pub(super) state: String,
    pub(super) total: i64,
    pub(super) delivered: i64,
    pub(super) last_chat_id: i64,
    pub(super) max_chat_id: i64,
    pub(super) created_by: Option<i64>,
    pub(super) job_id: Uuid,
    pub(super) created_at: DateTimeUtc,
    pub(super) finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
