//! The statements that make, copy and drop databases.

use std::{collections::BTreeSet, time::Duration};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use super::connection;
use crate::isolation::{IsolationError, choice::without_password};

/// How long the baseline may stay in use by others before it is copied.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) async fn drop_all(
    options: &PgConnectOptions,
    names: &BTreeSet<String>,
) -> Result<(), IsolationError> {
    let failed =
        |error: sqlx::Error| IsolationError::Unavailable(format!("a database cannot be dropped: {error}"));
    let mut admin = options.connect().await.map_err(failed)?;
    for name in names {
        execute(&mut admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.map_err(failed)?;
    }
    admin.close().await.map_err(failed)
}

/// Copies a database. Sessions that linger in one of ours are ended after a moment; a user's are not.
pub(super) async fn copy(
    admin: &mut PgConnection,
    from: &str,
    to: &str,
    ours: bool,
) -> Result<(), IsolationError> {
    let quoted = from.replace('"', "\"\"");
    let sql = format!("CREATE DATABASE {to} TEMPLATE \"{quoted}\"");
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let Err(error) = execute(admin, &sql).await else { return Ok(()) };
        let busy = connection::code(&error) == Some("55006");
        if !busy || tokio::time::Instant::now() >= deadline + PATIENCE {
            let hint = if busy { "; close its connections" } else { "" };
            return Err(IsolationError::Unavailable(format!("`{from}` cannot be copied: {error}{hint}")));
        }
        if ours && tokio::time::Instant::now() >= deadline {
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()";
            sqlx::query(end).bind(from).execute(&mut *admin).await.ok();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub(super) async fn execute(db: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await.map(drop)
}

/// Whether databases can be created, the database's name, and whether it is empty.
pub(super) async fn survey(db: &mut PgConnection) -> Result<(bool, String, bool), sqlx::Error> {
    sqlx::query_as(
        "SELECT (SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user), current_database()::text,
           NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))",
    )
    .fetch_one(db)
    .await
}

/// Whether a database holds no table, view or sequence but those of extensions.
pub(super) async fn is_empty(url: &str, application: &str) -> Result<bool, IsolationError> {
    let mut db = connection::options(url, application)?.connect().await.map_err(unreachable(url))?;
    let (_, _, empty) = survey(&mut db).await.map_err(unreachable(url))?;
    db.close().await.ok();
    Ok(empty)
}

pub(super) fn unreachable(url: &str) -> impl Fn(sqlx::Error) -> IsolationError {
    let url = without_password(url);
    move |error| IsolationError::Unavailable(format!("`{url}`: {error}"))
}
