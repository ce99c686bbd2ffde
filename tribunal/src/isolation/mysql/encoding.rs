//! How a row becomes a text that no other row has, and a table a number.

use super::catalogue::Table;

/// Stands for NULL: no other value's text begins with it.
const NULL: &str = "'N'";

/// The text of one value. Numbers and times have no comma in theirs, texts say their length first, and what may be
/// longer than a packet is hashed: CONCAT of more than `max_allowed_packet` is NULL.
fn value(kind: &str, column: &str) -> String {
    let text = match kind {
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "decimal" | "year" | "date" | "time"
        | "datetime" | "timestamp" | "uuid" | "inet4" | "inet6" => format!("CAST({column} AS CHAR)"),
        // As a DOUBLE: a FLOAT's own text has six digits.
        "float" | "double" => format!("CAST({column} * 1e0 AS CHAR)"),
        "bit" | "enum" | "set" => format!("CAST({column} AS UNSIGNED)"),
        // The bytes: a collation takes texts for equal that are not.
        "char" | "varchar" | "binary" | "varbinary" | "tinytext" | "tinyblob" => {
            format!("CONCAT(LENGTH({column}), ':', CAST({column} AS BINARY))")
        }
        "text" | "mediumtext" | "longtext" | "blob" | "mediumblob" | "longblob" => {
            format!("SHA2({column}, 256)")
        }
        "json" => format!("SHA2(CAST({column} AS CHAR), 256)"),
        // Geometries with their reference system, vectors, and what comes yet.
        _ => format!("SHA2(HEX({column}), 256)"),
    };
    format!("IFNULL({text}, {NULL})")
}

/// The text of a row of the table with that alias.
pub(super) fn row(table: &Table, alias: &str) -> String {
    let values: Vec<String> =
        table.columns.iter().map(|column| value(&column.kind, &format!("{alias}.{}", column.name))).collect();
    format!("CONCAT_WS(',', {})", values.join(", "))
}

/// Count and checksum as two columns. A sum does not depend on the order of rows and, unlike XOR, sees rows that stand
/// there twice; it is a DECIMAL, which does not overflow. SHA2 is the one hash that every version has, in every mode.
pub(super) fn sums(table: &Table, alias: &str) -> String {
    format!(
        "COUNT(*), CAST(COALESCE(SUM(CAST(CONV(LEFT(SHA2({}, 256), 16), 16, 10) AS UNSIGNED)), 0) AS CHAR)",
        row(table, alias)
    )
}
