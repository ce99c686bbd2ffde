//! Events that people organise. `version` rises with every change of the row itself, `revision` with every change that
//! its calendar could show: of the event, of its sessions, of its speakers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table(manager.get_database_backend())).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX events_by_owner ON events (owner_id) WHERE owner_id IS NOT NULL",
            "CREATE INDEX events_trashed ON events (deleted_at) WHERE deleted_at IS NOT NULL",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("events").to_owned()).await
    }
}

fn table(backend: DatabaseBackend) -> TableCreateStatement {
    Table::create()
        .table("events")
        .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
        .col(ColumnDef::new("uuid").uuid().not_null())
        .col(ColumnDef::new("owner_id").big_integer().null())
        .col(caseless(ColumnDef::new("name").text().not_null(), backend))
        .col(ColumnDef::new("description").text().null())
        .col(ColumnDef::new("location").text().null())
        .col(ColumnDef::new("starts_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("ends_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("timezone").text().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("version").big_integer().not_null())
        .col(ColumnDef::new("revision").big_integer().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("deleted_at").timestamp_with_time_zone().null())
        .foreign_key(
            ForeignKey::create()
                .name("events_owner")
                .from("events", "owner_id")
                .to("users", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .to_owned()
}

/// So that `lower()` folds ASCII only in `PostgreSQL` too.
fn caseless(column: &mut ColumnDef, backend: DatabaseBackend) -> &mut ColumnDef {
    match backend {
        DatabaseBackend::Postgres => column.extra(r#"COLLATE "C""#),
        _ => column,
    }
}
