//! Banners that are sent to all chats. The unique index is the reservation of a picture: it is freed when the sending
//! failed before the picture came to anybody.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("broadcasts")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("banner_id").text().null())
            .col(ColumnDef::new("banner_url").text().not_null())
            .col(ColumnDef::new("title").text().null())
            .col(ColumnDef::new("description").text().null())
            .col(ColumnDef::new("text").text().null())
            .col(ColumnDef::new("media_id").big_integer().null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("total").big_integer().not_null())
            .col(ColumnDef::new("delivered").big_integer().not_null())
            .col(ColumnDef::new("last_chat_id").big_integer().not_null())
            .col(ColumnDef::new("max_chat_id").big_integer().not_null())
            .col(ColumnDef::new("created_by").big_integer().null())
            .col(ColumnDef::new("job_id").uuid().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("finished_at").timestamp_with_time_zone().null())
            .foreign_key(
                ForeignKey::create()
                    .name("broadcasts_media")
                    .from("broadcasts", "media_id")
                    .to("media", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("broadcasts_creator")
                    .from("broadcasts", "created_by")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE UNIQUE INDEX broadcasts_banner ON broadcasts (banner_url) \
             WHERE state <> 'failed' OR delivered > 0",
            "CREATE UNIQUE INDEX broadcasts_job ON broadcasts (job_id)",
            "CREATE INDEX broadcasts_by_media ON broadcasts (media_id) WHERE media_id IS NOT NULL",
            "CREATE INDEX broadcasts_by_creator ON broadcasts (created_by) WHERE created_by IS NOT NULL",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("broadcasts").to_owned()).await
    }
}
