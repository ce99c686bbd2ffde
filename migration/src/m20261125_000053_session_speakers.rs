//! Which speakers speak in which session. Both are of one event, which the program sees to; neither ever moves.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("session_speakers")
            .col(ColumnDef::new("session_id").big_integer().not_null())
            .col(ColumnDef::new("speaker_id").big_integer().not_null())
            .primary_key(Index::create().col("session_id").col("speaker_id"))
            .foreign_key(
                ForeignKey::create()
                    .name("session_speakers_session")
                    .from("session_speakers", "session_id")
                    .to("event_sessions", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("session_speakers_speaker")
                    .from("session_speakers", "speaker_id")
                    .to("speakers", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE INDEX session_speakers_by_speaker ON session_speakers (speaker_id)")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("session_speakers").to_owned()).await
    }
}
