//! Rings the bells of this process when any process has committed.
//!
//! `PostgreSQL` tells it (`LISTEN`); a SQLite file is watched by the one number that every commit of another
//! connection changes (`PRAGMA data_version`). A database in memory belongs to one connection and is not watched.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbBackend};
use sqlx::postgres::PgListener;
use sqlx::{Connection, SqliteConnection};

use super::Stop;
use super::bells::{Bells, CHANNEL, Topic};
use super::log::chain;
use crate::config::DatabaseUrl;

/// How often the number is read. What a change waits on SQLite, at most.
const WATCH: Duration = Duration::from_millis(20);
/// How long a lost database is left alone.
const AGAIN: Duration = Duration::from_secs(1);

/// Listens until told to stop, through every loss of the database.
pub async fn listen(url: DatabaseUrl, database: DatabaseConnection, bells: Arc<Bells>, stop: Stop) {
    if url.is_in_memory() {
        return;
    }
    loop {
        let heard = async {
            match database.get_database_backend() {
                DbBackend::Postgres => hear(&url, &bells).await,
                _ => watch(&url, &bells).await,
            }
        };
        let lost = tokio::select! {
            () = stop.told() => return,
            Err(error) = heard => error,
        };
        tracing::warn!(cause = %chain(&lost), "the database is lost: changes are found by looking for them");
        tokio::select! {
            () = stop.told() => return,
            () = tokio::time::sleep(AGAIN) => {}
        }
    }
}

/// A connection of its own: one of the pool would be missing there.
async fn hear(url: &DatabaseUrl, bells: &Bells) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect(url.reveal()).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // What was announced before, or while there was no connection, is not told again.
        bells.ring_all();
        while let Some(announced) = listener.try_recv().await? {
            // Another release may know other topics.
            if let Some(topic) = Topic::parse(announced.payload()) {
                bells.ring(topic);
            }
        }
    }
}

async fn watch(url: &DatabaseUrl, bells: &Bells) -> Result<(), sqlx::Error> {
    let mut connection = SqliteConnection::connect(url.reveal()).await?;
    let mut known = None;
    loop {
        let version: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut connection).await?;
        if known.replace(version) != Some(version) {
            bells.ring_all();
        }
        tokio::time::sleep(WATCH).await;
    }
}
