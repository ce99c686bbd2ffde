//! The SQL of the marks: who wrote to which table.
//!
//! A mark is a row in `tribunal_snapshot.dirty`, inserted by a statement-level trigger in the writer's own
//! transaction: no lock is shared between writers, a rolled-back write leaves no mark, and `lastval()` of the
//! writer's session is not disturbed. `ENABLE ALWAYS` lets it fire for writers in replica mode too. Unit `n` is
//! marked `n`, and `-n` where it must be rewritten as a whole; 0 says that the schema changed.

use std::fmt::Write as _;

use super::{
    catalogue::{Catalogue, Relation, Unit},
    column::{Column, list},
};

/// Fires for everyone but `restore()` itself.
const GUARD: &str = "WHEN (current_setting('tribunal.restoring', true) IS DISTINCT FROM 'on')";

/// Keys kept as text must be the same text in every session.
const TEXTS: &str = "SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET intervalstyle = 'postgres'
                     SET extra_float_digits = 1 SET bytea_output = 'hex'";

/// Statements for the marks.
#[derive(Default)]
pub(super) struct Marks {
    /// In our own schema, and event triggers: they stand as long as the snapshot does.
    pub(super) functions: String,
    /// On the user's tables: they go with them.
    pub(super) triggers: String,
}

/// Mark functions and triggers for every relation.
pub(super) fn marks(catalogue: &Catalogue) -> Marks {
    let mut sql = Marks::default();
    for (number, relation) in catalogue.relations.iter().enumerate() {
        let large = match relation.units.as_slice() {
            [one] => catalogue.units.iter().find(|unit| unit.id == *one && unit.large),
            _ => None,
        };
        match large {
            Some(unit) => keyed(&mut sql, number, relation, unit),
            None => plain(&mut sql, number, relation),
        }
    }
    if catalogue.superuser {
        sql.functions.push_str(SCHEMA_TRIGGERS);
    }
    sql
}

fn plain(sql: &mut Marks, number: usize, relation: &Relation) {
    let marks: Vec<String> = relation.units.iter().map(|unit| format!("({unit})")).collect();
    function(
        &mut sql.functions,
        &format!("mark_{number}"),
        &format!("INSERT INTO tribunal_snapshot.dirty VALUES {};", marks.join(", ")),
        "",
    );
    trigger(
        &mut sql.triggers,
        "tribunal_mark",
        "INSERT OR UPDATE OR DELETE OR TRUNCATE",
        relation,
        "",
        &format!("mark_{number}"),
    );
}

/// A large table remembers the keys of the rows that were touched, not only that some were.
fn keyed(sql: &mut Marks, number: usize, relation: &Relation, unit: &Unit) {
    let (id, key) = (unit.id, list(&unit.key, Column::kept));
    let settings = if unit.key.iter().any(Column::is_foreign) { TEXTS } else { "" };
    let mark = format!("INSERT INTO tribunal_snapshot.dirty VALUES ({id});");
    let keys = |rows: &str| format!("INSERT INTO tribunal_snapshot.k{id} SELECT {key} FROM {rows};");
    let old = "REFERENCING OLD TABLE AS tribunal_old";
    let new = "REFERENCING NEW TABLE AS tribunal_new";
    let both = "REFERENCING OLD TABLE AS tribunal_old NEW TABLE AS tribunal_new";
    for (event, transition, body) in [
        ("INSERT", new, keys("tribunal_new") + &mark),
        ("UPDATE", both, keys("tribunal_old") + &keys("tribunal_new") + &mark),
        ("DELETE", old, keys("tribunal_old") + &mark),
        ("TRUNCATE", "", format!("INSERT INTO tribunal_snapshot.dirty VALUES (-{id});")),
    ] {
        let name = format!("mark_{number}_{}", event.to_lowercase());
        function(&mut sql.functions, &name, &body, settings);
        trigger(
            &mut sql.triggers,
            &format!("tribunal_{}", name.replacen(&format!("_{number}"), "", 1)),
            event,
            relation,
            transition,
            &name,
        );
    }
}

fn function(sql: &mut String, name: &str, body: &str, settings: &str) {
    let _ = writeln!(
        sql,
        "CREATE FUNCTION tribunal_snapshot.{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER {settings}
         AS $mark$ BEGIN {body} RETURN NULL; END $mark$;"
    );
}

fn trigger(
    sql: &mut String,
    name: &str,
    events: &str,
    relation: &Relation,
    transition: &str,
    function: &str,
) {
    let table = &relation.name;
    let _ = writeln!(
        sql,
        "CREATE TRIGGER {name} AFTER {events} ON {table} {transition} FOR EACH STATEMENT {GUARD}
         EXECUTE FUNCTION tribunal_snapshot.{function}();
         ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};"
    );
}

/// Temporary objects are a session's own affair and do not count.
const SCHEMA_TRIGGERS: &str = "
CREATE FUNCTION tribunal_snapshot.schema_changed() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
AS $mark$ BEGIN
  IF current_setting('tribunal.restoring', true) = 'on' THEN RETURN; END IF;
  IF TG_EVENT = 'sql_drop' THEN
    IF NOT EXISTS (SELECT FROM pg_event_trigger_dropped_objects() o WHERE NOT o.is_temporary) THEN RETURN; END IF;
  ELSIF NOT EXISTS (SELECT FROM pg_event_trigger_ddl_commands() c
                    WHERE c.schema_name IS DISTINCT FROM 'pg_temp') THEN RETURN;
  END IF;
  INSERT INTO tribunal_snapshot.dirty VALUES (0);
END $mark$;
CREATE EVENT TRIGGER tribunal_mark_ddl ON ddl_command_end EXECUTE FUNCTION tribunal_snapshot.schema_changed();
CREATE EVENT TRIGGER tribunal_mark_drop ON sql_drop EXECUTE FUNCTION tribunal_snapshot.schema_changed();
ALTER EVENT TRIGGER tribunal_mark_ddl ENABLE ALWAYS;
ALTER EVENT TRIGGER tribunal_mark_drop ENABLE ALWAYS;
";
