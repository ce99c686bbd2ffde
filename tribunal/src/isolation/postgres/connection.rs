//! Connections of the engine's own, with every setting that a snapshot depends on.

use std::{str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, ConnectOptions, PgConnection,
    postgres::{PgConnectOptions, PgDatabaseError},
};
use url::Url;

use crate::isolation::{IsolationError, choice::without_password};

/// How long a restore waits for a lock that a foreign transaction holds.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Texts of rows must not depend on the user's settings; plans of `restore()` should go by index, and compiling them
/// takes longer than running them.
const SETTINGS: &str = "
SET tribunal.restoring = 'on'; SET row_security = off; SET synchronous_commit = off; SET statement_timeout = 0;
SET search_path = pg_catalog; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content';
SET jit = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off;
SET idle_in_transaction_session_timeout = 0;
";

/// Parses a URL, named by `application_name` so that others see that our run is alive.
pub(super) fn options(url: &str, application: &str) -> Result<PgConnectOptions, IsolationError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| {
        IsolationError::Choice(format!("`{}` is not a PostgreSQL URL: {error}", without_password(url)))
    })?;
    Ok(options.application_name(application).disable_statement_logging())
}

/// The same URL with another database's name.
pub(super) fn renamed(url: &str, database: &str) -> Result<String, IsolationError> {
    let mut url = Url::parse(url).map_err(|error| IsolationError::Choice(format!("not a URL: {error}")))?;
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != "dbname")
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect();
    url.set_path(&format!("/{database}"));
    url.set_query(None);
    if !pairs.is_empty() {
        url.query_pairs_mut().extend_pairs(pairs);
    }
    Ok(url.into())
}

/// A connection that runs `restore()` and checksums.
pub(super) async fn snapshot(options: &PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    let mut db = options.connect().await?;
    sqlx::raw_sql(SETTINGS).execute(&mut db).await?;
    let patience = format!("SET lock_timeout = {}", PATIENCE.as_millis());
    sqlx::raw_sql(AssertSqlSafe(patience)).execute(&mut db).await?;
    // Refused without the right: `restore()` was then written not to need it.
    sqlx::raw_sql("SET session_replication_role = replica").execute(&mut db).await.ok();
    Ok(db)
}

/// The SQLSTATE of an error of the server's.
pub(super) fn code(error: &sqlx::Error) -> Option<&str> {
    match error {
        sqlx::Error::Database(error) => Some(error.try_downcast_ref::<PgDatabaseError>()?.code()),
        _ => None,
    }
}

/// Whether the session is gone: the socket broke, or the server ended it (SQLSTATE classes 08 and 57P0x).
pub(super) fn lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
        error => code(error).is_some_and(|code| code.starts_with("08") || code.starts_with("57P0")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_url_keeps_everything_else() {
        for (url, expected) in [
            ("postgres://u:p@h:5433/shop?sslmode=disable", "postgres://u:p@h:5433/slot?sslmode=disable"),
            ("postgres://h/shop?dbname=other", "postgres://h/slot"),
            ("postgres:///shop?host=/run/postgresql", "postgres:///slot?host=%2Frun%2Fpostgresql"),
            ("postgres://h", "postgres://h/slot"),
        ] {
            assert_eq!(renamed(url, "slot").expect(url), expected);
        }
    }
}
