//! Makes the schema of a database in place anew: in one transaction, beside connections that stay open.
//!
//! Everything of the user's is dropped, the baseline's definitions are run again, the rows come from the snapshot's copies,
//! and the transaction is committed only if every table, view and sequence then has the checksum it had at the baseline.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{
    blueprint::MISSING,
    clearing,
    dump::{Entry, STORAGE},
};

/// The checksum of each table, view and sequence by its name.
pub(super) type Checksums = BTreeMap<String, String>;

/// Why the schema is as it was changed.
pub(super) enum Unhealed {
    /// There is nothing to make it anew from: a sentence says why.
    Impossible(String),
    /// The server refused.
    Failed(sqlx::Error),
    /// It was made anew and is another one all the same.
    Unproved(String),
}

impl From<sqlx::Error> for Unhealed {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

/// For one transaction: as a dump expects a session to be.
const SETTINGS: &str = "SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning;
SET LOCAL search_path = ''; SET LOCAL default_tablespace = '';
LOCK TABLE tribunal_snapshot.dirty IN SHARE ROW EXCLUSIVE MODE";

/// What is not dropped, and so not made again unless a test has dropped it: a dump may not show all of it (passwords).
const KEPT: [&str; 8] = [
    "SCHEMA",
    "FOREIGN DATA WRAPPER",
    "SERVER",
    "USER MAPPING",
    "PROCEDURAL LANGUAGE",
    "ACCESS METHOD",
    "DATABASE",
    "DATABASE PROPERTIES",
];

/// Rights and remarks of what is kept, by the beginning of an entry's name.
const OF_KEPT: [&str; 5] =
    ["EXTENSION ", "FOREIGN DATA WRAPPER ", "FOREIGN SERVER ", "LANGUAGE ", "DATABASE "];

pub(super) async fn heal(db: &mut PgConnection, baseline: &Checksums) -> Result<(), Unhealed> {
    let mut db = db.begin().await?;
    sqlx::raw_sql(SETTINGS).execute(&mut *db).await?;
    let entries = entries(&mut db).await?;
    let superuser: bool = sqlx::query_scalar("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        .fetch_one(&mut *db)
        .await?;
    clearing::clear(&mut db, superuser).await?;
    let gone = gone(&mut db, &entries).await?;
    let script: String = entries.iter().map(|entry| statements(entry, superuser, &gone)).collect();
    sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut *db).await?;
    // `restore()` must not stumble over the marks of the change itself, nor over views that are empty yet.
    let refreshed = "SELECT tribunal_snapshot.refresh(); SELECT tribunal_snapshot.renew()";
    sqlx::raw_sql(AssertSqlSafe(format!("DELETE FROM tribunal_snapshot.dirty; {refreshed}")))
        .execute(&mut *db)
        .await?;
    sqlx::query("SELECT tribunal_snapshot.restore(true)").execute(&mut *db).await?;
    sqlx::raw_sql(refreshed).execute(&mut *db).await?;
    let differing = differences(&mut db, baseline).await?;
    if !differing.is_empty() {
        return Err(Unhealed::Unproved(differing));
    }
    Ok(db.commit().await?)
}

async fn entries(db: &mut PgConnection) -> Result<Vec<Entry>, Unhealed> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT kind, name, sql FROM tribunal_snapshot.blueprint ORDER BY rank")
            .fetch_all(db)
            .await?;
    let entries: Vec<Entry> = rows.into_iter().map(|(kind, name, sql)| Entry { kind, name, sql }).collect();
    match entries.iter().find(|entry| entry.kind == MISSING) {
        Some(entry) => Err(Unhealed::Impossible(entry.sql.clone())),
        None => Ok(entries),
    }
}

/// The foreign servers and wrappers that are there no more, as the names of their entries end.
async fn gone(db: &mut PgConnection, entries: &[Entry]) -> Result<Vec<String>, sqlx::Error> {
    let there: Vec<String> = sqlx::query_scalar(
        "SELECT 'SERVER ' || srvname FROM pg_foreign_server UNION ALL SELECT 'WRAPPER ' || fdwname FROM pg_foreign_data_wrapper",
    )
    .fetch_all(db)
    .await?;
    let described = entries.iter().filter_map(|entry| match entry.kind.as_str() {
        "SERVER" => Some(format!("SERVER {}", entry.name)),
        "FOREIGN DATA WRAPPER" => Some(format!("WRAPPER {}", entry.name)),
        _ => None,
    });
    Ok(described.filter(|name| !there.contains(name)).collect())
}

/// What of an entry is run again.
fn statements(entry: &Entry, superuser: bool, gone: &[String]) -> String {
    let of_superusers = ["EVENT TRIGGER", "PUBLICATION"].contains(&entry.kind.as_str());
    let of_kept = ["ACL", "COMMENT", "SECURITY LABEL"].contains(&entry.kind.as_str())
        && OF_KEPT.iter().any(|kind| entry.name.starts_with(kind));
    let whole = format!("{} {}", entry.kind, entry.name);
    let again = gone.iter().any(|gone| whole.ends_with(gone));
    if again || !KEPT.contains(&entry.kind.as_str()) && !of_kept && (superuser || !of_superusers) {
        return entry.sql.clone();
    }
    // Where the next tables go stands at the end of the entry before.
    let storage = entry.sql.lines().filter(|line| line.starts_with(STORAGE));
    storage.flat_map(|line| [line, "\n"]).collect()
}

/// The tables, views and sequences that are not the baseline's, in words; empty where all are.
pub(super) async fn differences(db: &mut PgConnection, baseline: &Checksums) -> Result<String, sqlx::Error> {
    let now = checksums(db, "tribunal_snapshot.checksums()").await?;
    let changed = baseline.iter().filter(|(name, was)| now.get(*name) != Some(*was)).map(|(name, was)| {
        let is = now.get(name).cloned().unwrap_or_else(|| "gone".to_owned());
        format!("{name} is {is} instead of {was}")
    });
    let new = now.iter().filter(|(name, _)| !baseline.contains_key(*name));
    let new = new.map(|(name, is)| format!("{name} is {is} instead of none"));
    Ok(changed.chain(new).collect::<Vec<_>>().join("; "))
}

/// Of the database as it is now (`tribunal_snapshot.checksums()`), or as it was (`tribunal_snapshot.baseline`).
pub(super) async fn checksums(db: &mut PgConnection, of: &'static str) -> Result<Checksums, sqlx::Error> {
    let sql = format!("SELECT name, checksum FROM {of}");
    let rows: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db).await?;
    Ok(rows.into_iter().collect())
}
