//! Names whoever holds the locks that a restore waited for, as far as our rights let us see.

use std::fmt::Write as _;

use sqlx::MySqlConnection;

use super::{
    connection::{PATIENCE, rows, text},
    names::literal,
};

/// A sentence.
pub(super) async fn holders(db: &mut MySqlConnection, database: &str, error: &sqlx::Error) -> String {
    let mut said = format!("{error}: no lock within {PATIENCE:?}");
    // Refused without the right PROCESS.
    let transactions = "SELECT x.trx_mysql_thread_id, p.user, p.host, p.command,
             TIMESTAMPDIFF(SECOND, x.trx_started, NOW()), COALESCE(x.trx_query, p.info)
         FROM information_schema.innodb_trx x
         LEFT JOIN information_schema.processlist p ON p.id = x.trx_mysql_thread_id
         WHERE x.trx_mysql_thread_id NOT IN (0, CONNECTION_ID()) ORDER BY x.trx_started LIMIT 5";
    // The server shows when a transaction began in its own time zone.
    let zone = "SET SESSION time_zone = @@GLOBAL.time_zone";
    super::connection::run(db, zone).await.ok();
    let seen = rows(db, transactions).await;
    super::connection::run(db, "SET SESSION time_zone = '+00:00'").await.ok();
    match seen {
        Ok(found) if found.is_empty() => said.push_str("; by now nobody has a transaction open"),
        Ok(found) => {
            for row in found {
                let (id, command) = (text(&row, 0), text(&row, 3).to_lowercase());
                let last = last_statement(db, id).await.unwrap_or_else(|| text(&row, 5).to_owned());
                let _ = write!(
                    said,
                    "; session {id} ({}@{}, {command}) has had a transaction open for {} s",
                    text(&row, 1),
                    text(&row, 2),
                    text(&row, 4)
                );
                if !last.is_empty() {
                    let _ = write!(said, ", last statement: {}", shortened(&last));
                }
            }
        }
        Err(_) => {
            said.push_str(&sessions(db, database).await);
            said.push_str(
                "; the right PROCESS (GRANT PROCESS ON *.* TO this account) lets the transaction be named",
            );
        }
    }
    said
}

/// Those in the database that we may see.
async fn sessions(db: &mut MySqlConnection, database: &str) -> String {
    let sql = format!(
        "SELECT id, user, host, command, time, info FROM information_schema.processlist
         WHERE db = {} AND id <> CONNECTION_ID() ORDER BY time DESC LIMIT 5",
        literal(database)
    );
    let mut said = String::new();
    for row in rows(db, &sql).await.unwrap_or_default() {
        let _ = write!(
            said,
            "; session {} ({}@{}, {}) has been so for {} s: {}",
            text(&row, 0),
            text(&row, 1),
            text(&row, 2),
            text(&row, 3).to_lowercase(),
            text(&row, 4),
            shortened(text(&row, 5))
        );
    }
    said
}

/// Where the performance schema is on, and may be read.
async fn last_statement(db: &mut MySqlConnection, id: &str) -> Option<String> {
    let id: u64 = id.parse().ok()?;
    let sql = format!(
        "SELECT e.sql_text FROM performance_schema.events_statements_current e
         JOIN performance_schema.threads t ON t.thread_id = e.thread_id WHERE t.processlist_id = {id}"
    );
    let found = rows(db, &sql).await.ok()?;
    found.first().map(|row| text(row, 0).to_owned()).filter(|sql| !sql.is_empty())
}

fn shortened(sql: &str) -> String {
    sql.chars().take(200).collect()
}
