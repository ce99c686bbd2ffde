//! Who speaks at an event. Addresses are unique among an event's live speakers, without regard to ASCII case.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let table = Table::create()
            .table("speakers")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("event_id").big_integer().not_null())
            .col(caseless(ColumnDef::new("name").text().not_null(), backend))
            .col(caseless(ColumnDef::new("email").string_len(254).not_null(), backend))
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("deleted_at").timestamp_with_time_zone().null())
            .foreign_key(
                ForeignKey::create()
                    .name("speakers_event")
                    .from("speakers", "event_id")
                    .to("events", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE UNIQUE INDEX speakers_email_live ON speakers (event_id, lower(email)) \
             WHERE deleted_at IS NULL",
            "CREATE INDEX speakers_by_event ON speakers (event_id, id)",
            "CREATE INDEX speakers_trashed ON speakers (deleted_at) WHERE deleted_at IS NOT NULL",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("speakers").to_owned()).await
    }
}

/// So that `lower()` folds ASCII only in `PostgreSQL` too.
fn caseless(column: &mut ColumnDef, backend: DatabaseBackend) -> &mut ColumnDef {
    match backend {
        DatabaseBackend::Postgres => column.extra(r#"COLLATE "C""#),
        _ => column,
    }
}
