//! Which right is missing, before anything is changed, and the GRANT that gives it.
//!
//! A right is tried on a table that is not there: the server says that the right is missing before it says that the table
//! is.

use std::collections::BTreeSet;

use sqlx::MySqlConnection;

use super::{
    connection::{Failure, code, rows, run, text},
    definitions::{Definition, Kind},
    names::{granted, literal, quoted},
};
use crate::isolation::IsolationError;

/// A table that nobody has.
const NOWHERE: &str = "tribunal_no_such_table";

/// `ER_BINLOG_CREATE_ROUTINE_NEED_SUPER`.
const BINARY_LOG: u16 = 1419;

/// Whether an error says that a right is missing: for a database, a table, or of the whole server.
pub(super) fn refused(error: &sqlx::Error) -> bool {
    matches!(code(error), Some(1044 | 1142 | 1143 | 1227 | 1370 | BINARY_LOG))
}

/// The rights that a restore needs in the user's database.
pub(super) async fn check(db: &mut MySqlConnection, database: &str) -> Result<(), Failure> {
    let table = format!("{}.{NOWHERE}", quoted(database));
    let mut missing = Vec::new();
    for (right, sql) in [
        ("SELECT", format!("SELECT 1 FROM {table}")),
        ("INSERT", format!("INSERT INTO {table} VALUES (1)")),
        ("DELETE", format!("DELETE FROM {table}")),
        ("ALTER", format!("ALTER TABLE {table} AUTO_INCREMENT = 1")),
        ("DROP", format!("DROP TABLE {table}")),
    ] {
        match run(db, &sql).await {
            Err(error) if refused(&error) => missing.push(right),
            Err(sqlx::Error::Database(_)) | Ok(()) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // This one the server asks for only where there is a view.
    let views = format!(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = {} AND table_type = 'VIEW' LIMIT 1",
        literal(database)
    );
    for view in rows(db, &views).await? {
        let sql = format!("SHOW CREATE VIEW {}.{}", quoted(database), quoted(text(&view, 0)));
        if run(db, &sql).await.is_err_and(|error| refused(&error)) {
            missing.push("SHOW VIEW");
        }
    }
    // Triggers on tables without this right are not shown, and would fire.
    if !sees_triggers(db, database, &table).await? {
        missing.push("TRIGGER");
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(IsolationError::Unavailable(format!(
        "{} may not put this database back: GRANT {} ON {}.* TO {0}",
        account(db).await,
        missing.join(", "),
        granted(database)
    ))
    .into())
}

async fn sees_triggers(db: &mut MySqlConnection, database: &str, table: &str) -> Result<bool, Failure> {
    let sql = format!(
        "CREATE TRIGGER {}.tribunal_probe BEFORE INSERT ON {table} FOR EACH ROW SET @tribunal_probe = 1",
        quoted(database)
    );
    match run(db, &sql).await {
        // With a binary log the server asks for SUPER first, whatever the right.
        Err(error) if code(&error) == Some(BINARY_LOG) => {
            let sql = format!(
                "SELECT 1 FROM information_schema.user_privileges WHERE privilege_type = 'TRIGGER'
                 UNION ALL SELECT 1 FROM information_schema.schema_privileges
                 WHERE privilege_type = 'TRIGGER' AND {} LIKE table_schema",
                literal(database)
            );
            Ok(!rows(db, &sql).await?.is_empty())
        }
        Err(error) if refused(&error) => Ok(false),
        Err(sqlx::Error::Database(_)) | Ok(()) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Whether triggers that fire on a rewrite can be made again, for each account they belong to.
pub(super) async fn triggers(
    db: &mut MySqlConnection,
    snapshot: &str,
    definitions: &[Definition],
) -> Result<(), Failure> {
    let triggers = definitions.iter().filter(|one| one.kind == Kind::Trigger && one.event != "UPDATE");
    let beginnings: BTreeSet<&str> =
        triggers.filter_map(|one| one.sql.split_once(" TRIGGER ").map(|(beginning, _)| beginning)).collect();
    let ours = quoted(snapshot);
    for beginning in beginnings {
        let sql = format!(
            "{beginning} TRIGGER {ours}.tribunal_probe BEFORE INSERT ON {ours}.tribunal_state
             FOR EACH ROW SET @tribunal_probe = 1"
        );
        match run(db, &sql).await {
            Err(error) if refused(&error) => {
                return Err(IsolationError::Unavailable(format!(
                    "triggers are taken away while the rows of their table are put back, and {} may not make them again \
                     ({error}): connect as an account that may (SUPER; MariaDB: SET USER; MySQL: SET_USER_ID, since 8.2 \
                     SET_ANY_DEFINER), and where there is a binary log SET GLOBAL log_bin_trust_function_creators = 1",
                    account(db).await
                ))
                .into());
            }
            result => result?,
        }
        run(db, &format!("DROP TRIGGER {ours}.tribunal_probe")).await?;
    }
    Ok(())
}

/// The snapshot's database cannot be made.
pub(super) async fn snapshot(
    db: &mut MySqlConnection,
    database: &str,
    snapshot: &str,
    error: &sqlx::Error,
) -> IsolationError {
    IsolationError::Unavailable(format!(
        "the snapshot of {} is kept in a database of its own, and this account may not make it ({error}): \
         GRANT ALL PRIVILEGES ON {}.* TO {}",
        quoted(database),
        granted(snapshot),
        account(db).await
    ))
}

/// Who we are for the server, as GRANT writes it.
async fn account(db: &mut MySqlConnection) -> String {
    let found = rows(db, "SELECT CURRENT_USER()").await.unwrap_or_default();
    let account = found.first().map(|row| text(row, 0)).unwrap_or_default();
    match account.rsplit_once('@') {
        Some((user, host)) => format!("{}@{}", literal(user), literal(host)),
        None => "this account".to_owned(),
    }
}
