//! Plenary's database migrations: one file per change, each with a way up and a way down.
//!
//! What must stay true: a migration that has been released is never edited; every one runs
//! unchanged on `SQLite` and on `PostgreSQL`, and its `down` leaves nothing of it behind.

pub use sea_orm_migration::{MigrationStatus, MigratorTrait};

use sea_orm_migration::{MigrationTrait, async_trait};

mod m20261122_000001_users;
mod m20261122_000002_login_sessions;
mod m20261122_000003_refresh_tokens;
mod m20261125_000001_jobs;
mod m20261125_000002_notifications;
mod m20261125_000003_messages;
mod m20261125_000010_media;
mod m20261125_000020_chats;
mod m20261125_000021_chat_messages;
mod m20261125_000022_broadcasts;
mod m20261125_000030_queue_in_one_index;
mod m20261125_000040_exercises;
mod m20261125_000041_scores;
mod m20261125_000050_events;
mod m20261125_000051_event_sessions;
mod m20261125_000052_speakers;
mod m20261125_000053_session_speakers;
mod m20261125_000054_event_exports;

/// All migrations in the order they apply.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_users::Migration),
            Box::new(m20261122_000002_login_sessions::Migration),
            Box::new(m20261122_000003_refresh_tokens::Migration),
            Box::new(m20261125_000001_jobs::Migration),
            Box::new(m20261125_000002_notifications::Migration),
            Box::new(m20261125_000003_messages::Migration),
            Box::new(m20261125_000010_media::Migration),
            Box::new(m20261125_000020_chats::Migration),
            Box::new(m20261125_000021_chat_messages::Migration),
            Box::new(m20261125_000022_broadcasts::Migration),
            Box::new(m20261125_000030_queue_in_one_index::Migration),
            Box::new(m20261125_000040_exercises::Migration),
            Box::new(m20261125_000041_scores::Migration),
            Box::new(m20261125_000050_events::Migration),
            Box::new(m20261125_000051_event_sessions::Migration),
            Box::new(m20261125_000052_speakers::Migration),
            Box::new(m20261125_000053_session_speakers::Migration),
            Box::new(m20261125_000054_event_exports::Migration),
        ]
    }
}
