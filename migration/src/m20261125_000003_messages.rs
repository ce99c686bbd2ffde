//! Messages from one user to another. A user who is removed for good leaves a message without that side.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let user = |column: &str| {
            ForeignKey::create()
                .name(format!("messages_{column}"))
                .from("messages", column.to_owned())
                .to("users", "id")
                .on_delete(ForeignKeyAction::SetNull)
                .to_owned()
        };
        let table = Table::create()
            .table("messages")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("sender_id").big_integer().null())
            .col(ColumnDef::new("recipient_id").big_integer().null())
            .col(ColumnDef::new("content").text().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .foreign_key(&mut user("sender_id"))
            .foreign_key(&mut user("recipient_id"))
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX messages_sent ON messages (sender_id, recipient_id, id)",
            "CREATE INDEX messages_received ON messages (recipient_id, id)",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("messages").to_owned()).await
    }
}
