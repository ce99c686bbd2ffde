//! Each event's calendar as it was last made, and of which of the event's revisions it is.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("event_exports")
            .col(ColumnDef::new("event_id").big_integer().not_null().primary_key())
            .col(ColumnDef::new("revision").big_integer().not_null())
            .col(ColumnDef::new("content").text().not_null())
            .col(ColumnDef::new("sha256").text().not_null())
            .col(ColumnDef::new("made_at").timestamp_with_time_zone().not_null())
            .foreign_key(
                ForeignKey::create()
                    .name("event_exports_event")
                    .from("event_exports", "event_id")
                    .to("events", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("event_exports").to_owned()).await
    }
}
