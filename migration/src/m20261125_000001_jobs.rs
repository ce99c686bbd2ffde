//! Work that need not be done before the answer: one row a job, written in the transaction that asks for it.
//!
//! Moments that workers compare (`run_at`, `lease_until`) are milliseconds since 1970 by the database's clock, which
//! all workers share; those that people read are timestamps.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("jobs")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("kind").string_len(64).not_null())
            .col(ColumnDef::new("payload").text().not_null())
            .col(ColumnDef::new("unique_key").string_len(128).null())
            .col(ColumnDef::new("owner_id").big_integer().null())
            .col(ColumnDef::new("state").string_len(16).not_null())
            .col(ColumnDef::new("attempts").integer().not_null())
            .col(ColumnDef::new("run_at").big_integer().not_null())
            .col(ColumnDef::new("worker").string_len(64).null())
            .col(ColumnDef::new("lease_until").big_integer().null())
            .col(ColumnDef::new("done").big_integer().null())
            .col(ColumnDef::new("total").big_integer().null())
            .col(ColumnDef::new("result").text().null())
            .col(ColumnDef::new("error").text().null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("started_at").timestamp_with_time_zone().null())
            .col(ColumnDef::new("finished_at").timestamp_with_time_zone().null())
            .foreign_key(
                ForeignKey::create()
                    .name("jobs_owner")
                    .from("jobs", "owner_id")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX jobs_due ON jobs (run_at, id) WHERE state = 'queued'",
            "CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running'",
            "CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE state IN ('queued', 'running')",
            "CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL",
            "CREATE INDEX jobs_by_owner ON jobs (owner_id) WHERE owner_id IS NOT NULL",
            "CREATE INDEX jobs_open_by_owner ON jobs (owner_id, id) WHERE state IN ('queued', 'running')",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("jobs").to_owned()).await
    }
}
