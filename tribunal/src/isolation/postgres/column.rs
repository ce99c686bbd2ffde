//! A column, and what it is kept as.
//!
//! A copy in our schema must not depend on anything of the user's: a test's `DROP TYPE` would fail because of the copy, and
//! `DROP SCHEMA public CASCADE` would take the copied column with it. So a value whose type or collation is
//! not the system's own is kept as text and read back by its type, as a dump does.

/// A column of a user's table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Quoted.
    pub(super) name: String,
    foreign: Option<Foreign>,
}

/// A type that can be dropped, or a collation.
#[derive(Clone, Debug)]
struct Foreign {
    /// With its schema, quoted, without modifiers: what is stored obeys them already.
    type_name: String,
    /// With its schema, quoted; `None` where the type has none.
    collation: Option<String>,
}

impl Column {
    /// `type_name` is empty for a column of the system's own type and collation, `collation` where there is none.
    pub(super) fn new(name: String, type_name: String, collation: String) -> Self {
        let collation = Some(collation).filter(|collation| !collation.is_empty());
        let foreign = (!type_name.is_empty()).then_some(Foreign { type_name, collation });
        Self { name, foreign }
    }

    /// Whether its copy is text.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }

    /// The value as it is kept, named as the column.
    pub(super) fn kept(&self) -> String {
        let name = &self.name;
        match &self.foreign {
            None => name.clone(),
            Some(_) => format!("{name}::pg_catalog.text COLLATE pg_catalog.\"C\" AS {name}"),
        }
    }

    /// The value of a kept one.
    pub(super) fn back(&self) -> String {
        match &self.foreign {
            None => self.name.clone(),
            Some(foreign) => format!("{}::{}", self.name, foreign.type_name),
        }
    }

    /// A condition: the column of `table` equals the one kept in `kept`. Written so that the table's index can be used.
    pub(super) fn same(&self, table: &str, kept: &str) -> String {
        let name = &self.name;
        match &self.foreign {
            None => format!("{table}.{name} = {kept}.{name}"),
            Some(Foreign { type_name, collation }) => {
                let collate = collation.as_ref().map(|it| format!(" COLLATE {it}")).unwrap_or_default();
                format!("{table}.{name} = {kept}.{name}::{type_name}{collate}")
            }
        }
    }
}

/// The parts of each column, separated by commas.
pub(super) fn list(columns: &[Column], part: impl Fn(&Column) -> String) -> String {
    columns.iter().map(part).collect::<Vec<_>>().join(", ")
}
