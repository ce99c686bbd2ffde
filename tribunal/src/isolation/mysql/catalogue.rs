//! The tables of a database and what is needed to compare and rewrite them.

use std::collections::BTreeMap;

use sqlx::MySqlConnection;

use super::{
    connection::{Failure, Texts, rows, text},
    names::{literal, quoted},
};
use crate::isolation::IsolationError;

/// Engines that give back what was written, and where it can be deleted.
const ENGINES: [&str; 4] = ["InnoDB", "MyISAM", "Aria", "MEMORY"];

/// What is copied and restored as one.
#[derive(Debug)]
pub(super) struct Table {
    /// As it is, not quoted.
    pub(super) name: String,
    /// Generated ones left out: they follow from the others.
    pub(super) columns: Vec<Column>,
    /// The primary key, quoted; empty where there is none, or one of parts of columns.
    pub(super) key: Vec<String>,
    /// Whether it has an `AUTO_INCREMENT` column.
    pub(super) counts: bool,
    /// Whether it is a SEQUENCE of `MariaDB`.
    pub(super) sequence: bool,
    /// Whether every write to it moves `InnoDB`'s redo log.
    pub(super) logged: bool,
}

/// A column that statements can write.
#[derive(Debug)]
pub(super) struct Column {
    /// Quoted.
    pub(super) name: String,
    /// `DATA_TYPE`, in lower case.
    pub(super) kind: String,
}

impl Table {
    /// Its columns, for INSERT and SELECT; of the table with that alias.
    pub(super) fn list(&self, alias: &str) -> String {
        let names: Vec<String> =
            self.columns.iter().map(|column| format!("{alias}{}", column.name)).collect();
        names.join(", ")
    }
}

/// Reads all tables in the order of their names.
pub(super) async fn read(db: &mut MySqlConnection, database: &str) -> Result<Vec<Table>, Failure> {
    let schema = literal(database);
    let found = rows(
        db,
        &format!(
            "SELECT table_name, table_type, engine FROM information_schema.tables
             WHERE table_schema = {schema} AND table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'TEMPORARY')
             ORDER BY table_name"
        ),
    )
    .await?;
    let columns = by_table(
        rows(
            db,
            &format!(
                "SELECT table_name, column_name, LOWER(data_type), UPPER(extra) FROM information_schema.columns
                 WHERE table_schema = {schema} ORDER BY table_name, ordinal_position"
            ),
        )
        .await?,
    );
    let keys = by_table(
        rows(
            db,
            &format!(
                "SELECT table_name, column_name, sub_part FROM information_schema.statistics
                 WHERE table_schema = {schema} AND index_name = 'PRIMARY' ORDER BY table_name, seq_in_index"
            ),
        )
        .await?,
    );
    found.iter().map(|row| table(row, &columns, &keys)).collect()
}

type ByTable = BTreeMap<String, Vec<Texts>>;

fn by_table(rows: Vec<Texts>) -> ByTable {
    let mut found = ByTable::new();
    for row in rows {
        found.entry(text(&row, 0).to_owned()).or_default().push(row);
    }
    found
}

fn table(row: &Texts, columns: &ByTable, keys: &ByTable) -> Result<Table, Failure> {
    let (name, kind, engine) = (text(row, 0), text(row, 1), text(row, 2));
    let sequence = kind == "SEQUENCE";
    let refused = match kind {
        "SYSTEM VERSIONED" => Some("keeps its own history, which a reset cannot rewrite".to_owned()),
        _ if !ENGINES.iter().any(|known| known.eq_ignore_ascii_case(engine)) => Some(format!(
            "is on the engine {engine}; those whose tables can be put back are {}",
            ENGINES.join(", ")
        )),
        _ => None,
    };
    if let Some(why) = refused {
        return Err(IsolationError::Unavailable(format!("the table {} {why}", quoted(name))).into());
    }
    let none = Vec::new();
    let all = columns.get(name).unwrap_or(&none);
    let generated = |column: &Texts| {
        let extra = text(column, 3);
        ["VIRTUAL GENERATED", "STORED GENERATED", "PERSISTENT"].iter().any(|word| extra.contains(word))
    };
    let written: Vec<Column> = all
        .iter()
        .filter(|column| !generated(column))
        .map(|column| Column { name: quoted(text(column, 1)), kind: text(column, 2).to_owned() })
        .collect();
    let parts = keys.get(name).unwrap_or(&none);
    let whole = parts.iter().all(|part| {
        part.get(2).is_none_or(Option::is_none)
            && written.iter().any(|column| column.name == quoted(text(part, 1)))
    });
    Ok(Table {
        name: name.to_owned(),
        columns: written,
        key: if whole { parts.iter().map(|part| quoted(text(part, 1))).collect() } else { Vec::new() },
        counts: all.iter().any(|column| text(column, 3).contains("AUTO_INCREMENT")),
        sequence,
        logged: engine.eq_ignore_ascii_case("InnoDB"),
    })
}
