//! Rows: the statement that compares all tables with the baseline, and those that rewrite what differs.

use sqlx::MySqlConnection;

use super::{
    baseline::{Baseline, Kept},
    catalogue::Table,
    connection::{Failure, rows, run, text},
    encoding,
    names::{literal, quoted},
};

/// A table whose baseline is longer is repaired row by row.
const LARGE: u64 = 500;

/// Count and checksum.
pub(super) type Sums = (u64, String);

/// Count and checksum of each table, in their order. Takes shared locks on all rows, inside a transaction to its end:
/// whoever has written something and not yet committed is waited for.
pub(super) async fn sums(
    db: &mut MySqlConnection,
    tables: &[(String, &Table)],
) -> Result<Vec<Sums>, sqlx::Error> {
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    let parts: Vec<String> =
        tables.iter().enumerate().map(|(at, (name, table))| part(at, name, table)).collect();
    let mut found = vec![Sums::default(); tables.len()];
    for row in rows(db, &parts.join(" UNION ALL ")).await? {
        let at: usize = text(&row, 0).parse().unwrap_or(usize::MAX);
        if let Some(place) = found.get_mut(at) {
            *place = (text(&row, 1).parse().unwrap_or(u64::MAX), text(&row, 2).to_owned());
        }
    }
    Ok(found)
}

fn part(at: usize, name: &str, table: &Table) -> String {
    if table.sequence {
        // Whoever takes a number after a RESTART moves this on.
        return format!("(SELECT {at}, 1, CAST(next_not_cached_value AS CHAR) FROM {name})");
    }
    format!("(SELECT {at}, {} FROM {name} AS t LOCK IN SHARE MODE)", encoding::sums(table, "t"))
}

/// The next `AUTO_INCREMENT` value of each table that counts; 1 where nothing was counted yet, which `MySQL` shows as NULL.
pub(super) async fn counters(
    db: &mut MySqlConnection,
    database: &str,
    tables: &[&Table],
) -> Result<Vec<u64>, sqlx::Error> {
    let counting: Vec<String> =
        tables.iter().filter(|table| table.counts).map(|table| literal(&table.name)).collect();
    let mut found = vec![1; tables.len()];
    if counting.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT table_name, auto_increment FROM information_schema.tables
         WHERE table_schema = {} AND table_name IN ({})",
        literal(database),
        counting.join(", ")
    );
    for row in rows(db, &sql).await? {
        for (place, table) in found.iter_mut().zip(tables) {
            if table.name == text(&row, 0) {
                *place = text(&row, 1).parse().unwrap_or(1).max(1);
            }
        }
    }
    Ok(found)
}

/// Sets back the counters that were moved on, each by a statement of its own; how many there were.
pub(super) async fn count_again(db: &mut MySqlConnection, baseline: &Baseline) -> Result<u64, Failure> {
    let tables: Vec<&Table> = baseline.tables.iter().map(|kept| &kept.table).collect();
    let now = counters(db, &baseline.database, &tables).await?;
    let mut statements = Vec::new();
    for (kept, _) in baseline.tables.iter().zip(&now).filter(|(kept, now)| kept.next != **now) {
        statements.push(format!("ALTER TABLE {} AUTO_INCREMENT = {}", baseline.name(kept), kept.next));
    }
    if !statements.is_empty() {
        run(db, &statements.join(";")).await?;
    }
    Ok(statements.len() as u64)
}

/// What makes a table's rows the baseline's again.
pub(super) fn rewriting(baseline: &Baseline, kept: &Kept) -> String {
    let (name, copy, table) = (baseline.name(kept), baseline.copy(kept.position), &kept.table);
    if kept.sums.0 <= LARGE || table.key.is_empty() {
        let columns = table.list("");
        return format!("DELETE FROM {name}; INSERT INTO {name} ({columns}) SELECT {columns} FROM {copy}");
    }
    let on: Vec<String> = table.key.iter().map(|column| format!("t.{column} = s.{column}")).collect();
    let (on, first) = (on.join(" AND "), table.key.first().map(String::as_str).unwrap_or_default());
    format!(
        "DELETE t FROM {name} AS t LEFT JOIN {copy} AS s ON {on} WHERE s.{first} IS NULL OR {} <> {};
         INSERT INTO {name} ({}) SELECT {} FROM {copy} AS s LEFT JOIN {name} AS t ON {on} WHERE t.{first} IS NULL",
        encoding::row(table, "t"),
        encoding::row(table, "s"),
        table.list(""),
        table.list("s."),
    )
}

/// A sequence of `MariaDB` gives its numbers again; those that the server had in store are forgotten.
pub(super) fn restart(database: &str, name: &str, next: &str) -> String {
    format!("ALTER SEQUENCE {}.{} RESTART {next}", quoted(database), quoted(name))
}
