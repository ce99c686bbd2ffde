//! The SQL that installs a snapshot, all of it in one transaction, and the SQL that takes it away.
//!
//! Function bodies are `plpgsql` on purpose: unlike views they leave no dependency, so a test may drop any table.

use std::fmt::Write as _;

use super::{
    catalogue::Catalogue,
    clearing::PLACES,
    column::{Column, list},
    restore_body,
    triggers::{Marks, marks},
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
        let (id, only, columns) = (unit.id, unit.only(), list(&unit.columns, Column::kept));
        let _ = writeln!(sql, "CREATE {kind} TABLE tribunal_snapshot.t{id} AS SELECT {columns} FROM {only};");
        if unit.large {
            let (key, kept) = (list(&unit.key, |column| column.name.clone()), list(&unit.key, Column::kept));
            let _ = writeln!(
                sql,
                "CREATE UNIQUE INDEX ON tribunal_snapshot.t{id} ({key}); ANALYZE tribunal_snapshot.t{id};
                 CREATE {kind} TABLE tribunal_snapshot.k{id} WITH (autovacuum_enabled = off)
                 AS SELECT {kept} FROM {} WITH NO DATA;",
                unit.name
            );
        }
    }
    let Marks { functions, triggers } = marks(catalogue);
    sql.push_str(&functions);
    sql.push_str(&triggers);
    sql.push_str(FINGERPRINT);
    sql.push_str(&views(catalogue));
    sql.push_str(&checksums(catalogue));
    sql.push_str(&restore(catalogue));
    if logged {
        // In place a schema that was changed is made anew, and the triggers on its tables are the last of it.
        let rank = i32::MAX;
        let triggers = literal(&triggers);
        let _ = writeln!(
            sql,
            "{PLACES} INSERT INTO tribunal_snapshot.blueprint VALUES ('mark', '', {triggers}, {rank});"
        );
    }
    sql.push_str(
        "CREATE TABLE tribunal_snapshot.baseline AS SELECT * FROM tribunal_snapshot.checksums();
         CREATE TABLE tribunal_snapshot.schema (fingerprint text, views text);
         INSERT INTO tribunal_snapshot.schema SELECT tribunal_snapshot.fingerprint(), tribunal_snapshot.views();",
    );
    sql
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// `views()` tells whether a materialized view was refreshed; `refresh()` does it; `renew()` says that the schema is now
/// the one to compare with.
fn views(catalogue: &Catalogue) -> String {
    let parts = catalogue
        .views
        .iter()
        .map(|view| format!("(SELECT concat_ws(':', count(*), sum(xmin::text::int8)) FROM {view})"));
    let parts: Vec<String> = std::iter::once("''".to_owned()).chain(parts).collect();
    let mut refreshes = String::new();
    for view in &catalogue.views {
        let _ = writeln!(refreshes, "REFRESH MATERIALIZED VIEW {view};");
    }
    format!(
        "CREATE FUNCTION tribunal_snapshot.views() RETURNS text LANGUAGE plpgsql
         AS $views$ BEGIN RETURN concat_ws(' ', {}); END $views$;
         CREATE FUNCTION tribunal_snapshot.refresh() RETURNS void LANGUAGE plpgsql AS $views$ BEGIN
         {refreshes} END $views$;
         CREATE FUNCTION tribunal_snapshot.renew() RETURNS void LANGUAGE plpgsql AS $views$ BEGIN
         UPDATE tribunal_snapshot.schema SET fingerprint = tribunal_snapshot.fingerprint(), views = tribunal_snapshot.views();
         END $views$;\n",
        parts.join(", ")
    )
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
         THEN RETURN -1; END IF;
         IF tribunal_snapshot.views() IS DISTINCT FROM (SELECT views FROM tribunal_snapshot.schema) \
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
    let rows = |name: &str, from: &str| {
        format!(
            "SELECT {}, count(*) || ' rows ' || coalesce(sum(hashtextextended(row_of::text, 0)::numeric), 0) \
             FROM (SELECT * FROM {from}) row_of",
            literal(name),
        )
    };
    let tables = catalogue.units.iter().map(|unit| rows(&unit.name, &unit.only()));
    let views = catalogue.views.iter().map(|view| rows(view, view));
    let mut sql = String::from(
        "CREATE FUNCTION tribunal_snapshot.checksums() RETURNS TABLE (name text, checksum text) LANGUAGE plpgsql
         AS $sums$ BEGIN\n",
    );
    for query in tables.chain(views) {
        let _ = writeln!(sql, "RETURN QUERY {query};");
    }
    for sequence in &catalogue.sequences {
        let (name, label) = (&sequence.name, literal(&sequence.name));
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
       relchecks, relowner, relrowsecurity, relforcerowsecurity, relacl, reloptions, relispartition, relpersistence,
       CASE relkind WHEN 'm' THEN relfilenode END), 0)::numeric)
       FROM pg_class c WHERE c.oid >= 16384 AND relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(i.xmin::text::int8) FROM pg_inherits i),
    (SELECT sum(hashtextextended(s::text, 0)::numeric) FROM pg_sequence s JOIN pg_class c ON c.oid = seqrelid
       WHERE relpersistence <> 't'),
    (SELECT count(*) || ':' || sum(t.xmin::text::int8) FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
       WHERE t.oid >= 16384 AND typtype IN ('d', 'e', 'r') AND nspname !~ '^pg_temp'),
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
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_default_acl),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_extension),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_statistic_ext),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_operator WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_cast WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_collation WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_enum WHERE oid >= 16384),
    (SELECT count(*) || ':' || sum(xmin::text::int8) FROM pg_namespace
       WHERE nspname !~ '^pg_'))
$print$;
";
