//! The engine's own session, with every setting that a snapshot depends on, and the failures that mean something.

use std::{str::FromStr, time::Duration};

use percent_encoding::percent_decode_str;
use sqlx::{
    AssertSqlSafe, ConnectOptions, MySqlConnection, Row,
    mysql::{MySqlConnectOptions, MySqlDatabaseError},
};
use url::Url;

use crate::isolation::{IsolationError, choice::without_password};

/// How long a restore waits for a lock that a foreign transaction holds. Whole seconds: the server takes no others.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Zeros and odd dates come back as they were; the text of a value must not depend on the user's settings.
pub(super) const SQL_MODE: &str = "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'";

/// `REPEATABLE READ`, because a server with a statement-based binary log refuses writes at a lower level.
const SETTINGS: &str =
    "SET SESSION foreign_key_checks = 0, SESSION unique_checks = 1, SESSION autocommit = 1,
    SESSION time_zone = '+00:00', SESSION sql_safe_updates = 0, SESSION sql_select_limit = DEFAULT,
    SESSION sql_quote_show_create = 1, SESSION wait_timeout = 604800;
    SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

/// Known to one of the two servers, or not ours to set; each is tried on its own.
const WISHES: [&str; 6] = [
    // MySQL keeps the next AUTO_INCREMENT values in store for a day otherwise.
    "SET SESSION information_schema_stats_expiry = 0",
    "SET SESSION max_execution_time = 0",
    "SET SESSION max_statement_time = 0",
    // MariaDB: rows older than a CHECK come back too.
    "SET SESSION check_constraint_checks = 0",
    // MariaDB 11.6: a lock would be refused where somebody committed since our first read.
    "SET SESSION innodb_snapshot_isolation = 0",
    "SET SESSION innodb_strict_mode = 0",
];

/// One row as texts, `None` for NULL.
pub(super) type Texts = Vec<Option<String>>;

/// Where the user's database is.
pub(super) struct Address {
    pub(super) url: String,
    pub(super) database: String,
    options: MySqlConnectOptions,
}

/// Why something did not go.
#[derive(Debug)]
pub(super) enum Failure {
    /// The server's word, or the connection's.
    Sql(sqlx::Error),
    /// A sentence of ours.
    Said(IsolationError),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<IsolationError> for Failure {
    fn from(error: IsolationError) -> Self {
        Self::Said(error)
    }
}

impl Address {
    /// Parses `mysql://USER:PASSWORD@HOST:PORT/NAME`, or the same with `mariadb:`.
    pub(super) fn parse(text: &str) -> Result<Self, IsolationError> {
        let shown = without_password(text);
        let wrong = |error: String| IsolationError::Choice(format!("`{shown}` is not a MySQL URL: {error}"));
        let mut url = Url::parse(text).map_err(|error| wrong(error.to_string()))?;
        let path = url.path().trim_matches('/').to_owned();
        let database =
            percent_decode_str(&path).decode_utf8().map_err(|error| wrong(error.to_string()))?.into_owned();
        if database.is_empty() {
            return Err(wrong("it names no database; write mysql://USER:PASSWORD@HOST/NAME".to_owned()));
        }
        if ["mysql", "information_schema", "performance_schema", "sys"]
            .contains(&database.to_ascii_lowercase().as_str())
        {
            return Err(wrong(format!("`{database}` is the server's own")));
        }
        // We stand in no database: a test may drop it.
        url.set_path("");
        let bare = url.as_str().replacen("mariadb:", "mysql:", 1);
        let options = MySqlConnectOptions::from_str(&bare).map_err(|error| wrong(error.to_string()))?;
        let options = options.pipes_as_concat(false).charset("utf8mb4").disable_statement_logging();
        Ok(Self { url: text.to_owned(), database, options })
    }

    /// A session with all settings.
    pub(super) async fn connect(&self) -> Result<MySqlConnection, sqlx::Error> {
        let mut db = self.options.connect().await?;
        run(&mut db, SETTINGS).await?;
        run(&mut db, SQL_MODE).await?;
        let patience = PATIENCE.as_secs();
        let locks = format!(
            "SET SESSION lock_wait_timeout = {patience}, SESSION innodb_lock_wait_timeout = {patience}"
        );
        run(&mut db, &locks).await?;
        for wish in WISHES {
            run(&mut db, wish).await.ok();
        }
        Ok(db)
    }
}

/// Sends statements, separated by `;`, and forgets their rows.
pub(super) async fn run(db: &mut MySqlConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await.map(drop)
}

/// The rows of all statements. The text protocol gives every value as text, whatever its type is called.
pub(super) async fn rows(db: &mut MySqlConnection, sql: &str) -> Result<Vec<Texts>, sqlx::Error> {
    let found = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(db).await?;
    let texts = found.iter().map(|row| {
        let columns = (0..row.len()).map(|at| {
            let bytes: Option<Vec<u8>> = row.try_get_unchecked(at)?;
            Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        });
        columns.collect()
    });
    texts.collect()
}

/// The text of a column, empty where it is NULL or missing.
pub(super) fn text(row: &Texts, at: usize) -> &str {
    row.get(at).and_then(Option::as_deref).unwrap_or_default()
}

/// The server's number of an error.
pub(super) fn code(error: &sqlx::Error) -> Option<u16> {
    match error {
        sqlx::Error::Database(error) => Some(error.try_downcast_ref::<MySqlDatabaseError>()?.number()),
        _ => None,
    }
}

/// Whether the session is gone: the socket broke, or the server ended it (`ER_SERVER_SHUTDOWN`, `ER_CONNECTION_KILLED` of
/// `MariaDB`, `ER_CLIENT_INTERACTION_TIMEOUT` of `MySQL`).
pub(super) fn lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
        error => matches!(code(error), Some(1053 | 1927 | 4031)),
    }
}

/// Whether a lock was waited for in vain (`ER_LOCK_WAIT_TIMEOUT`, `ER_LOCK_DEADLOCK`).
pub(super) fn blocked(error: &sqlx::Error) -> bool {
    matches!(code(error), Some(1205 | 1213))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_database_that_is_a_users() {
        for (url, database) in [
            ("mysql://shop:secret@localhost:3307/shop", "shop"),
            ("mariadb://root@127.0.0.1/my%20shop?ssl-mode=disabled", "my shop"),
        ] {
            assert_eq!(Address::parse(url).expect(url).database, database);
        }
        for url in ["mysql://shop:secret@localhost", "mysql://shop:secret@localhost/mysql"] {
            let error = Address::parse(url).err().expect(url).to_string();
            assert!(error.contains("localhost") && !error.contains("secret"), "{error}");
        }
    }
}
