//! Refresh tokens by their SHA-256 digest; a used one stays, so that its reuse is noticed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("refresh_tokens")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("session_id").big_integer().not_null())
            .col(ColumnDef::new("digest").string_len(43).not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("used_at").timestamp_with_time_zone().null())
            .foreign_key(
                ForeignKey::create()
                    .name("refresh_tokens_session")
                    .from("refresh_tokens", "session_id")
                    .to("login_sessions", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE UNIQUE INDEX refresh_tokens_digest ON refresh_tokens (digest)").await?;
        db.execute_unprepared("CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id)")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("refresh_tokens").to_owned()).await
    }
}
