//! Only `jobs_due` holds the whole queue. PostgreSQL knows of the queue what it was when it last looked, as a rule empty,
//! and takes any index that holds it; from another than this it would sort all of it for each claim.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(
            manager,
            "unique_key IS NOT NULL AND state IN ('queued', 'running')",
            "owner_id IS NOT NULL AND state IN ('queued', 'running')",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, "state IN ('queued', 'running')", "state IN ('queued', 'running')").await
    }
}

async fn replace(manager: &SchemaManager<'_>, unique: &str, by_owner: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for sql in [
        "DROP INDEX jobs_unique".to_owned(),
        "DROP INDEX jobs_open_by_owner".to_owned(),
        format!("CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE {unique}"),
        format!("CREATE INDEX jobs_open_by_owner ON jobs (owner_id, id) WHERE {by_owner}"),
    ] {
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}
