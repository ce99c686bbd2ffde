//! Lets a database come to rest after many rows were made, so that nothing of that is measured.

use anyhow::Result;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

/// Brings the statistics up to date, and everything onto the disk.
pub(crate) async fn settle(url: &str) -> Result<()> {
    if url.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(url).await?;
        for sql in ["ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            db.execute(sql).await?;
        }
        Ok(db.close().await?)
    } else {
        let mut db = PgConnection::connect(url).await?;
        for sql in ["VACUUM ANALYZE", "CHECKPOINT"] {
            db.execute(sql).await?;
        }
        Ok(db.close().await?)
    }
}
