//! Who holds the locks that a reset waited for in vain.

use sqlx::{AssertSqlSafe, PgConnection};

use super::connection;
use crate::isolation::IsolationError;

/// Transactions that are open and in the way: of a restore those that have written, of a new schema those that have so
/// much as read. One that is prepared has no session any more.
fn query(tables: bool) -> String {
    let others = if tables {
        "OR (l.locktype = 'relation' AND l.relation >= 16384
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
    } else {
        ""
    };
    format!(
        "SELECT DISTINCT format('session %s (%s, %s) has had a transaction open for %s s, last statement: %s',
           a.pid, coalesce(nullif(a.application_name, ''), 'no application name'), a.state,
           round(extract(epoch FROM clock_timestamp() - a.xact_start)::numeric, 1), left(a.query, 200))
         FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
         WHERE (l.relation = 'tribunal_snapshot.dirty'::regclass {others}) AND l.granted
           AND l.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL
         UNION ALL SELECT format('the prepared transaction %L of %s is neither committed nor rolled back', gid, owner)
         FROM pg_prepared_xacts WHERE database = current_database()"
    )
}

/// Whether an error says that a lock was not had in time.
pub(super) fn blocked(error: &sqlx::Error) -> bool {
    matches!(connection::code(error), Some("55P03" | "40P01" | "57014"))
}

/// The error, and who is in the way.
pub(super) async fn named(db: &mut PgConnection, error: &sqlx::Error, tables: bool) -> IsolationError {
    let mut said = format!("{error}: no lock within {:?}", connection::PATIENCE);
    let holders: Result<Vec<String>, _> =
        sqlx::query_scalar(AssertSqlSafe(query(tables))).fetch_all(db).await;
    for holder in holders.unwrap_or_default() {
        said.push_str("; ");
        said.push_str(&holder);
    }
    IsolationError::Restore(said)
}
