//! Slots on files.

use std::{str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};
use tribunal::isolation::{DatabaseChoice, Databases, IsolationError, Reset, SlotDatabase};

const SEED: &str = "
CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL UNIQUE);
CREATE TABLE tags (note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE, tag TEXT NOT NULL);
INSERT INTO notes (body) VALUES ('a'), ('b'); INSERT INTO tags VALUES (1, 'x'), (2, 'y');
";

/// A server's pool: several connections that stay open, all of which have read.
async fn server(url: &str, mode: SqliteJournalMode) -> SqlitePool {
    let options = SqliteConnectOptions::from_str(url)
        .expect("a URL that sqlx reads")
        .journal_mode(mode)
        .busy_timeout(Duration::from_secs(1));
    let pool = SqlitePoolOptions::new()
        .min_connections(4)
        .max_connections(4)
        .connect_with(options)
        .await
        .expect("open");
    everyone_counts(&pool).await;
    pool
}

async fn everyone_counts(pool: &SqlitePool) -> Vec<i64> {
    let mut connections = Vec::new();
    for _ in 0..4 {
        connections.push(pool.acquire().await.expect("connection"));
    }
    let mut counts = Vec::new();
    for connection in &mut connections {
        let sql = "SELECT (SELECT count(*) FROM notes) * 10 + (SELECT seq FROM sqlite_sequence WHERE name = 'notes')";
        counts.push(sqlx::query_scalar(sql).fetch_one(&mut **connection).await.expect("count"));
    }
    counts
}

async fn seeded() -> Databases {
    let databases = Databases::open(&DatabaseChoice::Sqlite).await.expect("databases");
    let pool = SqlitePool::connect(&databases.baseline_url()).await.expect("open");
    sqlx::raw_sql(SEED).execute(&pool).await.expect("seed");
    pool.close().await;
    databases
}

async fn write(pool: &SqlitePool, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn every_connection_sees_the_baseline(mode: SqliteJournalMode) {
    let databases = seeded().await;
    let mut slot = databases.slot(0).await.expect("slot");
    let pool = server(slot.url(), mode).await;
    for round in 0..50 {
        write(&pool, &format!("INSERT INTO notes (body) VALUES ('round {round}')")).await;
        assert_eq!(everyone_counts(&pool).await, [33; 4], "round {round}");
        let restored = slot.restore().await.expect("restore");
        assert_eq!((restored.dirty_tables, restored.rebuilt), (1, false));
        slot.verify().await.expect("the baseline");
        assert_eq!(everyone_counts(&pool).await, [22; 4], "round {round}");
    }
    assert_eq!(slot.restore().await.expect("restore").dirty_tables, 0, "nothing was written since");
}

#[tokio::test]
async fn every_connection_of_an_open_pool_sees_the_baseline_in_wal_mode() {
    every_connection_sees_the_baseline(SqliteJournalMode::Wal).await;
}

#[tokio::test]
async fn every_connection_of_an_open_pool_sees_the_baseline_with_a_rollback_journal() {
    every_connection_sees_the_baseline(SqliteJournalMode::Delete).await;
}

#[tokio::test]
async fn schema_changes_growth_and_vacuum_are_taken_back() {
    let databases = seeded().await;
    let mut slot = databases.slot(0).await.expect("slot");
    let pool = server(slot.url(), SqliteJournalMode::Wal).await;
    for sql in [
        "DROP TABLE tags",
        "ALTER TABLE notes ADD COLUMN extra INT",
        "CREATE TABLE more AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n",
        "DELETE FROM notes; VACUUM",
        "CREATE TRIGGER t AFTER DELETE ON notes BEGIN INSERT INTO tags VALUES (1, 'z'); END; DELETE FROM tags",
    ] {
        write(&pool, sql).await;
        slot.verify().await.expect_err(sql);
        slot.restore().await.expect(sql);
        slot.verify().await.expect(sql);
        assert_eq!(everyone_counts(&pool).await, [22; 4], "{sql}");
    }
}

#[tokio::test]
async fn an_open_write_is_waited_for_and_then_an_error() {
    let databases = seeded().await;
    let mut slot = databases.slot(0).await.expect("slot");
    let pool = server(slot.url(), SqliteJournalMode::Wal).await;
    let mut open = pool.begin_with("BEGIN IMMEDIATE").await.expect("begin");
    sqlx::raw_sql("INSERT INTO notes (body) VALUES ('late')").execute(&mut *open).await.expect("insert");
    let error = slot.restore().await.expect_err("locked");
    assert!(matches!(&error, IsolationError::Restore(why) if why.contains("did not end within")), "{error}");
    open.commit().await.expect("commit");
    assert_eq!(slot.restore().await.expect("restore").dirty_tables, 1);
    slot.verify().await.expect("the baseline");
}

#[tokio::test]
async fn a_server_that_makes_its_file_anew_is_followed() {
    let databases = seeded().await;
    let mut slot = databases.slot(0).await.expect("slot");
    let path = slot.url().trim_start_matches("sqlite://").split('?').next().expect("a path").to_owned();
    std::fs::remove_file(&path).expect("remove");
    let pool = SqlitePool::connect(slot.url()).await.expect("open");
    write(&pool, "CREATE TABLE other (id)").await;
    assert!(slot.restore().await.expect("restore").rebuilt);
    assert_eq!(everyone_counts(&SqlitePool::connect(slot.url()).await.expect("open")).await, [22; 4]);
}

#[tokio::test]
async fn a_given_file_is_copied_and_never_written_to() {
    let folder = tempfile::tempdir().expect("folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("shop.db").display());
    let user = SqlitePool::connect(&url).await.expect("open");
    write(&user, SEED).await;
    let databases = Databases::open(&DatabaseChoice::Url(url)).await.expect("databases");
    let mut slot = databases.slot(0).await.expect("slot");
    let pool = server(slot.url(), SqliteJournalMode::Wal).await;
    write(&pool, "DELETE FROM notes").await;
    assert_eq!(everyone_counts(&user).await, [22; 4]);
    slot.restore().await.expect("restore");
    assert_eq!(everyone_counts(&pool).await, [22; 4]);
}

#[tokio::test]
async fn a_file_in_place_comes_back() {
    let folder = tempfile::tempdir().expect("folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("shop.db").display());
    let server = SqlitePool::connect(&url).await.expect("open");
    write(&server, SEED).await;
    let slot = SlotDatabase::in_place(&url).await.expect("in place");
    write(&server, "DELETE FROM notes").await;
    slot.close().await.expect("close");
    assert_eq!(everyone_counts(&server).await, [22; 4]);
}
