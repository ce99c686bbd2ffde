//! People who may log in. Names and addresses are unique among live rows, without regard to ASCII case.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table(manager.get_database_backend())).await?;
        let db = manager.get_connection();
        for column in ["username", "email"] {
            let sql = format!(
                "CREATE UNIQUE INDEX users_{column}_live ON users (lower({column})) WHERE deleted_at IS NULL"
            );
            db.execute_unprepared(&sql).await?;
        }
        db.execute_unprepared("CREATE UNIQUE INDEX users_uuid ON users (uuid)").await?;
        db.execute_unprepared(
            "CREATE INDEX users_trashed ON users (deleted_at) WHERE deleted_at IS NOT NULL",
        )
        .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("users").to_owned()).await
    }
}

fn table(backend: DatabaseBackend) -> TableCreateStatement {
    Table::create()
        .table("users")
        .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
        .col(ColumnDef::new("uuid").uuid().not_null())
        .col(caseless(ColumnDef::new("username").string_len(64).not_null(), backend))
        .col(caseless(ColumnDef::new("email").string_len(254).not_null(), backend))
        .col(ColumnDef::new("password_hash").text().not_null())
        .col(ColumnDef::new("active").boolean().not_null())
        .col(ColumnDef::new("admin").boolean().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("deleted_at").timestamp_with_time_zone().null())
        .to_owned()
}

/// `lower()` folds ASCII only in `SQLite`. In `PostgreSQL` it follows the column's collation, and a Turkish
/// one would fold `I` to another letter: with `"C"` both databases agree.
fn caseless(column: &mut ColumnDef, backend: DatabaseBackend) -> &mut ColumnDef {
    match backend {
        DatabaseBackend::Postgres => column.extra(r#"COLLATE "C""#),
        _ => column,
    }
}
