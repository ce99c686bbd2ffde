//! What happens at an event: proposed by somebody, decided on by its organiser.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("event_sessions")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("uuid").uuid().not_null())
            .col(ColumnDef::new("event_id").big_integer().not_null())
            .col(ColumnDef::new("submitter_id").big_integer().null())
            .col(ColumnDef::new("title").text().not_null())
            .col(ColumnDef::new("description").text().null())
            .col(ColumnDef::new("location").text().null())
            .col(ColumnDef::new("starts_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("ends_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("deleted_at").timestamp_with_time_zone().null())
            .foreign_key(
                ForeignKey::create()
                    .name("event_sessions_event")
                    .from("event_sessions", "event_id")
                    .to("events", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("event_sessions_submitter")
                    .from("event_sessions", "submitter_id")
                    .to("users", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX event_sessions_by_event ON event_sessions (event_id, id)",
            "CREATE INDEX event_sessions_by_submitter ON event_sessions (submitter_id) \
             WHERE submitter_id IS NOT NULL",
            "CREATE INDEX event_sessions_trashed ON event_sessions (deleted_at) WHERE deleted_at IS NOT NULL",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("event_sessions").to_owned()).await
    }
}
