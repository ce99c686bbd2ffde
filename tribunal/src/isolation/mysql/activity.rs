//! Whether anything can have changed since the last look, from two numbers that every server counts.
//!
//! A write to `InnoDB` is in the redo log or it has not happened: a log that has not moved proves that no row has. And a
//! statement that changes a definition is counted before it runs, in its session's `Com_...`, whoever sent it, also out
//! of a procedure; only FLUSH STATUS sets the counts back, and that is seen too. Both are the server's, not the
//! database's: what others do costs a look, nothing else.

use sqlx::MySqlConnection;

use super::connection::{rows, text};

/// The end of the redo log: `MariaDB`, and `MySQL` since 8.0.30. Without it rows are always compared.
const LOG: [&str; 2] = ["Innodb_lsn_current", "Innodb_redo_log_current_lsn"];

/// What changes definitions. Each server counts those it knows.
const CHANGES: [&str; 34] = [
    "Com_alter_db",
    "Com_alter_event",
    "Com_alter_function",
    "Com_alter_procedure",
    "Com_alter_sequence",
    "Com_alter_table",
    "Com_alter_tablespace",
    "Com_alter_view",
    "Com_create_db",
    "Com_create_event",
    "Com_create_function",
    "Com_create_index",
    "Com_create_package",
    "Com_create_package_body",
    "Com_create_procedure",
    "Com_create_sequence",
    "Com_create_table",
    "Com_create_trigger",
    "Com_create_view",
    "Com_drop_db",
    "Com_drop_event",
    "Com_drop_function",
    "Com_drop_index",
    "Com_drop_package",
    "Com_drop_package_body",
    "Com_drop_procedure",
    "Com_drop_sequence",
    "Com_drop_table",
    "Com_drop_trigger",
    "Com_drop_view",
    "Com_import",
    "Com_rename_table",
    "Com_repair",
    "Com_truncate",
];

/// A point in the server's life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Activity {
    /// How many changes of definitions were begun, and when the counts were set back; `None` where that is not told.
    pub(super) changes: Option<(u64, i64)>,
    /// The end of the redo log.
    pub(super) log: Option<String>,
}

impl Activity {
    pub(super) async fn read(db: &mut MySqlConnection) -> Result<Self, sqlx::Error> {
        let names: Vec<String> = LOG
            .iter()
            .chain(&CHANGES)
            .chain(&["Uptime", "Uptime_since_flush_status"])
            .map(|name| format!("'{name}'"))
            .collect();
        let sql = format!("SHOW GLOBAL STATUS WHERE Variable_name IN ({})", names.join(", "));
        let (mut changes, mut flushed, mut told) = (0_u64, 0_i64, false);
        let mut log = None;
        for row in rows(db, &sql).await? {
            let (name, value) = (text(&row, 0), text(&row, 1));
            match name {
                "Uptime" => flushed += value.parse::<i64>().unwrap_or_default(),
                "Uptime_since_flush_status" => flushed -= value.parse::<i64>().unwrap_or_default(),
                name if LOG.contains(&name) => log = Some(value.to_owned()),
                name => {
                    told |= name == "Com_create_table";
                    changes += value.parse::<u64>().unwrap_or_default();
                }
            }
        }
        Ok(Self { changes: told.then_some((changes, flushed)), log })
    }

    /// No definition can have changed since.
    pub(super) fn same_definitions(&self, before: &Self) -> bool {
        self.changes.is_some() && self.changes == before.changes
    }

    /// No row of an `InnoDB` table can have changed since.
    pub(super) fn same_rows(&self, before: &Self) -> bool {
        self.log.is_some() && self.log == before.log
    }

    /// The same point, with our own statements counted.
    pub(super) fn after_own(mut self, statements: u64) -> Self {
        if let Some((changes, _)) = &mut self.changes {
            *changes += statements;
        }
        self
    }
}
