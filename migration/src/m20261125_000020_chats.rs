//! Each user's chat, in which the platform writes to them. Users who are there already get theirs here, later ones
//! when they are made.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("chats")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("user_id").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .foreign_key(
                ForeignKey::create()
                    .name("chats_user")
                    .from("chats", "user_id")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE UNIQUE INDEX chats_by_user ON chats (user_id)").await?;
        // With the user's own time: a migration has no clock, and text of the database's would sort differently.
        let chats = "INSERT INTO chats (user_id, created_at) SELECT id, created_at FROM users ORDER BY id";
        db.execute_unprepared(chats).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("chats").to_owned()).await
    }
}
