//! Uploaded files: what is known about them. Their bytes are in the storage, under the key.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("media")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("key").string_len(64).not_null())
            .col(ColumnDef::new("name").string_len(255).null())
            .col(ColumnDef::new("content_type").string_len(127).not_null())
            .col(ColumnDef::new("size").big_integer().not_null())
            .col(ColumnDef::new("sha256").string_len(64).not_null())
            .col(ColumnDef::new("width").big_integer().null())
            .col(ColumnDef::new("height").big_integer().null())
            .col(ColumnDef::new("uploaded_by").big_integer().null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .foreign_key(
                ForeignKey::create()
                    .name("media_uploaded_by")
                    .from("media", "uploaded_by")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE UNIQUE INDEX media_key ON media (key)").await?;
        db.execute_unprepared("CREATE INDEX media_by_uploader ON media (uploaded_by)").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("media").to_owned()).await
    }
}
