//! The SQL that installs a snapshot, all of it in one transaction, and the SQL that takes it away.
//!
//! Function bodies are `plpgsql` on purpose: unlike views they leave no dependency, so a test may drop any table.

use std::fmt::Write as _;

use super::{
    catalogue::{Catalogue, Unit},
    restore_body,
    triggers::triggers,
};

/// Marks are emptied by TRUNCATE instead of DELETE once they take this many bytes, dead rows included.
const BLOATED: usize = 65_536;

/// Everything of the snapshot. `logged` survives a crash of the server: for a database that is not ours.
pub(super) fn install(catalogue: &Catalogue, logged: bool) -> String {
    let kind = if logged { "" } else { "UNLOGGED" };
    let mut sql = format!(
        "CREATE SCHEMA tribunal_snapshot;
         CREATE {kind} TABLE tribunal_snapshot.dirty (unit int4 NOT NULL) WITH (autovacuum_enabled = off);\n"
    );
    for unit in &catalogue.units {
        let (id, only, columns) = (unit.id, unit.only(), unit.columns.join(", "));
        let _ = writeln!(sql, "CREATE {kind} TABLE tribunal_snapshot.t{id} AS SELECT {columns} FROM {only};");
        if unit.large {
            let key = unit.key.join(", ");
            let _ = writeln!(
                sql,
                "CREATE UNIQUE INDEX ON tribunal_snapshot.t{id} ({key}); ANALYZE tribunal_snapshot.t{id};
                 CREATE {kind} TABLE tribunal_snapshot.k{id} WITH (autovacuum_enabled = off)
                 AS SELECT {key} FROM {} WITH NO DATA;",
                unit.name
            );
        }
    }
    sql.push_str(&triggers(catalogue));
    sql.push_str(FINGERPRINT);
    sql.push_str(&checksums(catalogue));
    sql.push_str(&restore(catalogue));
    sql.push_str(
        "CREATE TABLE tribunal_snapshot.baseline AS SELECT * FROM tribunal_snapshot.checksums();
         CREATE TABLE tribunal_snapshot.schema (fingerprint text);
         INSERT INTO tribunal_snapshot.schema SELECT tribunal_snapshot.fingerprint();",
    );
    sql
}

/// Removes every trace.
pub(super) fn uninstall() -> &'static str {
    "DROP EVENT TRIGGER IF EXISTS tribunal_mark_ddl; DROP EVENT TRIGGER IF EXISTS tribunal_mark_drop;
     DROP SCHEMA IF EXISTS tribunal_snapshot CASCADE;"
}

/// `restore(everything)`: the number of tables that were dirty, or -1 where the schema is another one.
fn restore(catalogue: &Catalogue) -> String {
    // Superusers have event triggers; others compare the catalogue.
    let compare = if catalogue.superuser {
        ""
    } else {
        "IF tribunal_snapshot.fingerprint() IS DISTINCT FROM (SELECT fingerprint FROM tribunal_snapshot.schema) \
         THEN RETURN -1; END IF;"
    };
    let renew = if catalogue.superuser {
        ""
    } else {
        "UPDATE tribunal_snapshot.schema SET fingerprint = tribunal_snapshot.fingerprint()
         WHERE fingerprint IS DISTINCT FROM tribunal_snapshot.fingerprint();"
    };
    let all: Vec<String> = catalogue.units.iter().map(|unit| format!("-{}", unit.id)).collect();
    format!(
        "CREATE FUNCTION tribunal_snapshot.restore(everything bool) RETURNS int4 LANGUAGE plpgsql AS $restore$
DECLARE d int[];
BEGIN
LOCK TABLE tribunal_snapshot.dirty IN SHARE ROW EXCLUSIVE MODE;
d := (SELECT array_agg(DISTINCT unit) FROM tribunal_snapshot.dirty);
IF 0 = ANY(d) THEN RETURN -1; END IF;
{compare}
IF everything THEN d := '{{{}}}'::int[]; END IF;
{}
IF d IS NOT NULL THEN
  IF pg_relation_size('tribunal_snapshot.dirty') > {BLOATED} THEN TRUNCATE tribunal_snapshot.dirty;
  ELSE DELETE FROM tribunal_snapshot.dirty; END IF;
  {renew}
END IF;
RETURN coalesce(cardinality(d), 0);
END $restore$;\n",
        all.join(","),
        restore_body::body(catalogue),
    )
}

/// `checksums()`: a line for every table and sequence. Sums of row hashes do not depend on the order of rows.
fn checksums(catalogue: &Catalogue) -> String {
    let text = |name: &str| format!("'{}'", name.replace('\'', "''"));
    let table = |unit: &Unit| {
        format!(
            "SELECT {}, count(*) || ' rows ' || coalesce(sum(hashtextextended(row_of::text, 0)::numeric), 0) \
             FROM (SELECT * FROM {}) row_of",
            text(&unit.name),
            unit.only()
        )
    };
    let mut sql = String::from(
        "CREATE FUNCTION tribunal_snapshot.checksums() RETURNS TABLE (name text, checksum text) LANGUAGE plpgsql
         AS $sums$ BEGIN\n",
    );
    for unit in &catalogue.units {
        let _ = writeln!(sql, "RETURN QUERY {};", table(unit));
    }
    for sequence in &catalogue.sequences {
        let (name, label) = (&sequence.name, text(&sequence.name));
        let _ = writeln!(sql, "RETURN QUERY SELECT {label}, last_value || ' ' || is_called FROM {name};");
    }
    sql.push_str("END $sums$;\n");
    sql
}

/// `fingerprint()`: changes with every change of a definition, but not with TRUNCATE, VACUUM or ANALYZE.
const FINGERPRINT: &str = "
CREATE FUNCTION tribunal_snapshot.fingerprint() RETURNS text LANGUAGE sql AS $print$
  SELECT concat_ws(' ',
    (SELECT count(*) || ':' || sum(hashtextextended(concat_ws(' ', c.oid, relname, relnamespace, relkind, relnatts,
       relchecks, relowner, relrowsecurity, relforcerowsecurity, relacl, reloptions), 0)::numeric)
       FROM pg_class c WHERE c.oid >= 16384 AND relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(a.xmin::text::int8) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
       WHERE attrelid >= 16384 AND attnum > 0 AND relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(a.xmin::text::int8) FROM pg_attrdef a JOIN pg_class c ON c.oid = adrelid
       WHERE relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(k.xmin::text::int8) FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = conrelid
       WHERE k.oid >= 16384 AND coalesce(relpersistence, 'p') <> 't'),
    (SELECT count(*) || ':' || sum(t.xmin::text::int8) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
       WHERE relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(i.indexrelid::int8) FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
       WHERE indexrelid >= 16384 AND relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_proc WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_rewrite WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_policy),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_enum WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_namespace
       WHERE oid >= 16384 AND nspname !~ '^pg_'))
$print$;
";
