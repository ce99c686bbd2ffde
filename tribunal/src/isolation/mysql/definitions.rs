//! Every object of a database as the text that makes it: SHOW CREATE, by which the server itself moves databases.
//!
//! What the account may not see is not there: the two readings that are compared are both without it.

use std::fmt;

use sqlx::MySqlConnection;

use super::{
    connection::{Texts, rows, run, text},
    names::{literal, quoted},
};

/// What can be made and dropped, in the order in which it can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Database,
    Sequence,
    Table,
    Function,
    Procedure,
    Package,
    PackageBody,
    View,
    Trigger,
    Event,
}

/// Everything there is, with its word in SQL.
const KINDS: [(Kind, &str); 10] = [
    (Kind::Database, "DATABASE"),
    (Kind::Sequence, "SEQUENCE"),
    (Kind::Table, "TABLE"),
    (Kind::Function, "FUNCTION"),
    (Kind::Procedure, "PROCEDURE"),
    (Kind::Package, "PACKAGE"),
    (Kind::PackageBody, "PACKAGE BODY"),
    (Kind::View, "VIEW"),
    (Kind::Trigger, "TRIGGER"),
    (Kind::Event, "EVENT"),
];

impl Kind {
    /// By its word in SQL.
    pub(super) fn of(word: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// The word in SQL.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, word)| word))
    }
}

/// One object.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The table of a trigger, and the event it is for; empty for others.
    pub(super) table: String,
    pub(super) event: String,
    /// The statement that makes it; empty where the account may not read it.
    pub(super) sql: String,
    /// The session it wants to be made in: `sql_mode`, character set of the client, collation, time zone.
    pub(super) session: [String; 4],
}

impl Definition {
    /// Whether this is the other one: what a table counts up to is a matter of rows, not of definitions.
    pub(super) fn same(&self, other: &Self) -> bool {
        (self.kind, &self.name, &self.table, &self.session[0])
            == (other.kind, &other.name, &other.table, &other.session[0])
            && essence(self) == essence(other)
    }
}

/// A table's text without `AUTO_INCREMENT=5`, which stands behind the columns; of what has a body, without the `;` by which
/// its statement was parted from the next when it was made: `MySQL` takes it for a part of the body.
fn essence(definition: &Definition) -> String {
    let sql = &definition.sql;
    if definition.kind != Kind::Table {
        return sql.trim_end_matches(|c: char| c == ';' || c.is_whitespace()).to_owned();
    }
    let options = sql.rfind("\n)").unwrap_or_default();
    let Some(at) = sql.get(options..).and_then(|rest| rest.find(" AUTO_INCREMENT=")).map(|at| at + options)
    else {
        return sql.clone();
    };
    let (before, rest) = sql.split_at(at);
    let after = rest.trim_start_matches(" AUTO_INCREMENT=").trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}{after}")
}

/// Reads all of them; nothing where there is no such database. Triggers come in the order in which they fire.
///
/// The session stands in the database afterwards: the text of a view is another one for a session that does not, and only
/// in the database can it be made again.
pub(super) async fn read(db: &mut MySqlConnection, database: &str) -> Result<Vec<Definition>, sqlx::Error> {
    let schema = literal(database);
    let mut found = Vec::new();
    let sql = format!(
        "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata
         WHERE schema_name = {schema}"
    );
    for row in rows(db, &sql).await? {
        run(db, &format!("USE {}", quoted(database))).await?;
        let sql = format!(
            "ALTER DATABASE {} CHARACTER SET {} COLLATE {}",
            quoted(database),
            text(&row, 0),
            text(&row, 1)
        );
        found.push(definition(Kind::Database, database, sql, Default::default()));
    }
    let lists = [
        format!(
            "SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name
             FROM information_schema.tables
             WHERE table_schema = {schema} AND table_type NOT IN ('SYSTEM VIEW', 'TEMPORARY') ORDER BY 1, 2"
        ),
        format!(
            "SELECT routine_type, routine_name FROM information_schema.routines
             WHERE routine_schema = {schema} ORDER BY 1, 2"
        ),
        format!(
            "SELECT 'TRIGGER', trigger_name, event_object_table, event_manipulation FROM information_schema.triggers
             WHERE trigger_schema = {schema} ORDER BY event_object_table, action_timing, event_manipulation, action_order"
        ),
        format!("SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = {schema} ORDER BY 2"),
    ];
    for list in lists {
        for row in rows(db, &list).await? {
            let Some(kind) = Kind::of(text(&row, 0)) else { continue };
            let name = text(&row, 1);
            let shown = format!("SHOW CREATE {kind} {}.{}", quoted(database), quoted(name));
            let shown = rows(db, &shown).await?;
            let Some(shown) = shown.first() else { continue };
            let (sql, session) = columns(kind, shown);
            let mut one = definition(kind, name, sql, session);
            (one.table, one.event) = (text(&row, 2).to_owned(), text(&row, 3).to_owned());
            found.push(one);
        }
    }
    Ok(found)
}

fn definition(kind: Kind, name: &str, sql: String, session: [String; 4]) -> Definition {
    Definition { kind, name: name.to_owned(), table: String::new(), event: String::new(), sql, session }
}

/// Where SHOW CREATE has the statement, and `sql_mode`, character set, collation and time zone.
fn columns(kind: Kind, row: &Texts) -> (String, [String; 4]) {
    let at =
        |places: [usize; 4]| places.map(|at| if at == 0 { String::new() } else { text(row, at).to_owned() });
    match kind {
        Kind::Database | Kind::Table | Kind::Sequence => (text(row, 1).to_owned(), at([0, 0, 0, 0])),
        Kind::View => (text(row, 1).to_owned(), at([0, 2, 3, 0])),
        Kind::Event => (text(row, 3).to_owned(), at([1, 4, 5, 2])),
        Kind::Function | Kind::Procedure | Kind::Package | Kind::PackageBody | Kind::Trigger => {
            (text(row, 2).to_owned(), at([1, 3, 4, 0]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(sql: &str) -> Definition {
        definition(Kind::Table, "t", sql.to_owned(), Default::default())
    }

    #[test]
    fn what_a_table_counts_up_to_is_not_its_definition() {
        let text = |counter: &str, comment: &str| {
            table(&format!(
                "CREATE TABLE `t` (\n  `id` int COMMENT 'AUTO_INCREMENT={comment}'\n) ENGINE=InnoDB{counter} DEFAULT CHARSET=utf8mb4"
            ))
        };
        assert!(text(" AUTO_INCREMENT=17", "1").same(&text("", "1")));
        assert!(!text("", "1").same(&text("", "2")));
    }

    #[test]
    fn the_end_of_a_statement_is_no_part_of_a_body() {
        let function = |body: &str| {
            let sql = format!("CREATE FUNCTION `one`() RETURNS int(11)\n{body}");
            definition(Kind::Function, "one", sql, Default::default())
        };
        assert!(function("RETURN 1;").same(&function("RETURN 1")));
        assert!(!function("RETURN 1;").same(&function("RETURN 2;")));
    }
}
