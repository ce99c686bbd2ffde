//! Tables and their columns, read from the system catalogue.

use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::{catalogue::USER_SCHEMA, column::Column};

/// A table as it stands in the catalogue.
pub(super) struct Table {
    pub(super) oid: i64,
    /// `schema.table`, quoted.
    pub(super) name: String,
    pub(super) partitioned: bool,
    pub(super) partition: bool,
    /// Generated ones left out.
    pub(super) columns: Vec<Column>,
    pub(super) key: Vec<Column>,
}

/// Every table of the users' schemas that is not temporary.
pub(super) async fn tables(db: &mut PgConnection) -> Result<Vec<Table>, sqlx::Error> {
    let sql = format!(
        "SELECT c.oid::int8, format('%I.%I', n.nspname, c.relname), c.relkind = 'p', c.relispartition,
           {}, {}, {},
           ARRAY(SELECT quote_ident(a.attname) FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY(i.indkey) ORDER BY a.attnum)
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND {USER_SCHEMA} ORDER BY 2",
        columns("quote_ident(a.attname)"),
        columns(&format!("CASE WHEN {FOREIGN} THEN format_type(a.atttypid, NULL) ELSE '' END")),
        columns(&format!("CASE WHEN {FOREIGN} AND a.attcollation <> 0 THEN {COLLATION} ELSE '' END")),
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let (names, types): (Vec<String>, Vec<String>) = (row.try_get(4)?, row.try_get(5)?);
            let (collations, key): (Vec<String>, Vec<String>) = (row.try_get(6)?, row.try_get(7)?);
            let columns = names.into_iter().zip(types).zip(collations);
            let columns: Vec<Column> =
                columns.map(|((name, kind), collation)| Column::new(name, kind, collation)).collect();
            // A key that is generated in part is not among what is kept.
            let key: Option<Vec<Column>> =
                key.iter().map(|name| columns.iter().find(|column| column.name == *name).cloned()).collect();
            Ok(Table {
                oid: row.try_get(0)?,
                name: row.try_get(1)?,
                partitioned: row.try_get(2)?,
                partition: row.try_get(3)?,
                columns,
                key: key.unwrap_or_default(),
            })
        })
        .collect()
}

/// An array with an expression for each column of table `c` that is not generated.
fn columns(expression: &str) -> String {
    format!(
        "ARRAY(SELECT {expression} FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
               AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum)"
    )
}

/// Whether the type or the collation of column `a` came after the system's own: a user's or an extension's.
const FOREIGN: &str = "(a.atttypid >= 16384 OR a.attcollation >= 16384)";

const COLLATION: &str = "(SELECT format('%I.%I', s.nspname, l.collname) FROM pg_collation l
                          JOIN pg_namespace s ON s.oid = l.collnamespace WHERE l.oid = a.attcollation)";
