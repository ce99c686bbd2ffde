//! The baseline as it is kept: rows and definitions in a database of our own, beside the user's.
//!
//! `tribunal_state` says that it is ours, and whether it is complete: it has a row from the end of the installation to the
//! beginning of the removal. A run that is killed before or after has not changed the user's database, or has restored it.

use sqlx::MySqlConnection;

use super::{
    catalogue::{self, Table},
    connection::{Failure, rows, run, text},
    content::Sums,
    definitions::{Definition, Kind},
    healing,
    names::{literal, quoted},
};
use crate::isolation::IsolationError;

/// Our own tables, beside the copies `t0`, `t1`...
const TABLES: &str = "(position INT PRIMARY KEY, kind VARCHAR(20) NOT NULL, name VARCHAR(64) NOT NULL,
    on_table VARCHAR(64) NOT NULL, event VARCHAR(64) NOT NULL, definition LONGTEXT NOT NULL, sql_mode TEXT NOT NULL,
    client VARCHAR(64) NOT NULL, collation_name VARCHAR(64) NOT NULL, zone VARCHAR(64) NOT NULL)";
const COUNTS: &str =
    "(position INT PRIMARY KEY, name VARCHAR(64) NOT NULL, row_count BIGINT UNSIGNED NOT NULL,
    checksum VARCHAR(80) NOT NULL, next_value BIGINT UNSIGNED NOT NULL)";
const OPTIONS: &str = "ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

/// What the user's database goes back to.
#[derive(Debug)]
pub(super) struct Baseline {
    pub(super) database: String,
    pub(super) snapshot: String,
    pub(super) definitions: Vec<Definition>,
    pub(super) tables: Vec<Kept>,
}

/// A table and what its baseline comes to.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) position: usize,
    pub(super) table: Table,
    pub(super) sums: Sums,
    /// The next `AUTO_INCREMENT` value.
    pub(super) next: u64,
}

/// What stands in the place of the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// Made and not completed, or half removed.
    Unfinished,
    Complete,
}

impl Baseline {
    /// The user's table, quoted.
    pub(super) fn name(&self, kept: &Kept) -> String {
        format!("{}.{}", quoted(&self.database), quoted(&kept.table.name))
    }

    /// The copy of a table, quoted.
    pub(super) fn copy(&self, position: usize) -> String {
        copy(&self.snapshot, position)
    }

    /// The triggers that would fire when the rows of the table are rewritten, in their order.
    pub(super) fn triggers(&self, table: &str) -> impl Iterator<Item = &Definition> {
        self.definitions
            .iter()
            .filter(move |one| one.kind == Kind::Trigger && one.table == table && fires(one))
    }

    /// Writes everything but the copies.
    pub(super) async fn keep(&self, db: &mut MySqlConnection) -> Result<(), sqlx::Error> {
        let ours = quoted(&self.snapshot);
        run(
            db,
            &format!(
                "CREATE TABLE {ours}.tribunal_definitions {TABLES} {OPTIONS};
                 CREATE TABLE {ours}.tribunal_tables {COUNTS} {OPTIONS}"
            ),
        )
        .await?;
        for (position, one) in self.definitions.iter().enumerate() {
            let kind = one.kind.to_string();
            let [mode, client, collation, zone] = &one.session;
            let texts: Vec<String> =
                [&kind, &one.name, &one.table, &one.event, &one.sql, mode, client, collation, zone]
                    .iter()
                    .map(|text| literal(text))
                    .collect();
            let values = texts.join(", ");
            run(db, &format!("INSERT INTO {ours}.tribunal_definitions VALUES ({position}, {values})"))
                .await?;
        }
        for kept in &self.tables {
            let values = format!(
                "{}, {}, {}, {}, {}",
                kept.position,
                literal(&kept.table.name),
                kept.sums.0,
                literal(&kept.sums.1),
                kept.next
            );
            run(db, &format!("INSERT INTO {ours}.tribunal_tables VALUES ({values})")).await?;
        }
        run(db, &format!("INSERT INTO {ours}.tribunal_state VALUES (1)")).await
    }

    /// Reads the baseline of a run that was killed, and heals the definitions: only then are the tables those it tells of.
    pub(super) async fn left(
        db: &mut MySqlConnection,
        database: &str,
        snapshot: &str,
    ) -> Result<Self, Failure> {
        let ours = quoted(snapshot);
        let found = rows(db, &format!("SELECT * FROM {ours}.tribunal_definitions ORDER BY position")).await?;
        let definitions: Vec<Definition> = found
            .iter()
            .filter_map(|row| {
                let at = |at: usize| text(row, at).to_owned();
                Some(Definition {
                    kind: Kind::of(text(row, 1))?,
                    name: at(2),
                    table: at(3),
                    event: at(4),
                    sql: at(5),
                    session: [at(6), at(7), at(8), at(9)],
                })
            })
            .collect();
        healing::heal(db, database, &definitions).await?;
        let found = rows(db, &format!("SELECT * FROM {ours}.tribunal_tables ORDER BY position")).await?;
        let mut tables = Vec::new();
        for table in catalogue::read(db, database).await? {
            let Some(row) = found.iter().find(|row| text(row, 1) == table.name) else {
                return Err(IsolationError::Restore(format!(
                    "the snapshot knows nothing of the table {}",
                    quoted(&table.name)
                ))
                .into());
            };
            let number = |at: usize| {
                text(row, at).parse::<u64>().map_err(|_| {
                    IsolationError::Restore(format!(
                        "the snapshot's row of {} is not one of ours",
                        quoted(&table.name)
                    ))
                })
            };
            tables.push(Kept {
                position: usize::try_from(number(0)?).unwrap_or(usize::MAX),
                sums: (number(2)?, text(row, 3).to_owned()),
                next: number(4)?,
                table,
            });
        }
        Ok(Self { database: database.to_owned(), snapshot: snapshot.to_owned(), definitions, tables })
    }
}

/// Rows are deleted and inserted, never updated.
fn fires(trigger: &Definition) -> bool {
    trigger.event != "UPDATE"
}

/// The copy of a table, quoted.
pub(super) fn copy(snapshot: &str, position: usize) -> String {
    format!("{}.t{position}", quoted(snapshot))
}

/// Looks what stands in the place of the snapshot.
pub(super) async fn look(db: &mut MySqlConnection, snapshot: &str) -> Result<Found, Failure> {
    let name = literal(snapshot);
    let exists = format!("SELECT 1 FROM information_schema.schemata WHERE schema_name = {name}");
    if rows(db, &exists).await?.is_empty() {
        return Ok(Found::Nothing);
    }
    let tables = format!("SELECT table_name FROM information_schema.tables WHERE table_schema = {name}");
    let tables = rows(db, &tables).await?;
    if tables.is_empty() {
        return Ok(Found::Unfinished);
    }
    if !tables.iter().any(|row| text(row, 0) == "tribunal_state") {
        return Err(IsolationError::Unavailable(format!(
            "the snapshot would be kept in the database {}, which is there already and not ours; rename it, or drop it",
            quoted(snapshot)
        ))
        .into());
    }
    let state = rows(db, &format!("SELECT complete FROM {}.tribunal_state", quoted(snapshot))).await?;
    Ok(if state.is_empty() { Found::Unfinished } else { Found::Complete })
}

/// Takes every trace away. The mark goes first and our sign last: DROP DATABASE may be killed half way.
pub(super) async fn remove(db: &mut MySqlConnection, snapshot: &str) -> Result<(), sqlx::Error> {
    let ours = quoted(snapshot);
    let tables = format!(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = {} AND table_name <> 'tribunal_state'",
        literal(snapshot)
    );
    run(db, &format!("DELETE FROM {ours}.tribunal_state")).await?;
    for row in rows(db, &tables).await? {
        run(db, &format!("DROP TABLE IF EXISTS {ours}.{}", quoted(text(&row, 0)))).await?;
    }
    run(db, &format!("DROP DATABASE IF EXISTS {ours}")).await
}
