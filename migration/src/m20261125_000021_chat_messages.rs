//! What the platform writes into chats. A broadcast writes at most once into each.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("chat_messages")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("chat_id").big_integer().not_null())
            .col(ColumnDef::new("text").text().null())
            .col(ColumnDef::new("media_id").big_integer().null())
            .col(ColumnDef::new("broadcast_id").big_integer().null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("deleted_at").timestamp_with_time_zone().null())
            .foreign_key(
                ForeignKey::create()
                    .name("chat_messages_chat")
                    .from("chat_messages", "chat_id")
                    .to("chats", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("chat_messages_media")
                    .from("chat_messages", "media_id")
                    .to("media", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX chat_messages_by_chat ON chat_messages (chat_id, id)",
            "CREATE UNIQUE INDEX chat_messages_broadcast ON chat_messages (broadcast_id, chat_id) \
             WHERE broadcast_id IS NOT NULL",
            "CREATE INDEX chat_messages_by_media ON chat_messages (media_id) WHERE media_id IS NOT NULL",
            "CREATE INDEX chat_messages_trashed ON chat_messages (deleted_at) WHERE deleted_at IS NOT NULL",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("chat_messages").to_owned()).await
    }
}
