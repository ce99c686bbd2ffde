//! The body of `restore()`: what is deleted, inserted and set, in which order.
//!
//! With `session_replication_role = replica` (set by the slot's connection) neither foreign keys nor user triggers
//! fire, so order does not matter. Without that right the tables that refer to a dirty one are rewritten with it,
//! children are deleted first and parents inserted first; keys inside a cycle are deferred to the end.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{
    catalogue::{Catalogue, Sequence, Unit},
    column::{Column, list},
};

/// `setval` calls that one SELECT makes; a target list holds at most 1664.
const CALLS: usize = 100;

/// The statements of `restore(everything)`; they may use `d int[]`, the marks found.
pub(super) fn body(catalogue: &Catalogue) -> String {
    let order = Order::of(catalogue);
    let mut sql = sequences(catalogue);
    sql.push_str("IF d IS NOT NULL THEN\n");
    let (disable, enable) = switches(catalogue, &order);
    sql.push_str(&disable);
    if catalogue.replica {
        for unit in &catalogue.units {
            sql.push_str(&in_replica_mode(unit));
        }
    } else {
        for unit in order.units(catalogue).rev() {
            let _ = writeln!(
                sql,
                "IF {} THEN DELETE FROM {}; END IF;",
                condition(unit.id, catalogue),
                unit.only()
            );
        }
        for unit in order.units(catalogue) {
            let _ = writeln!(sql, "IF {} THEN {} END IF;", condition(unit.id, catalogue), insert(unit, ""));
        }
        sql.push_str("SET CONSTRAINTS ALL IMMEDIATE;\n");
    }
    for unit in catalogue.units.iter().filter(|unit| unit.large) {
        let _ = writeln!(
            sql,
            "IF d && '{{{0},-{0}}}'::int[] THEN DELETE FROM tribunal_snapshot.k{0}; END IF;",
            unit.id
        );
    }
    sql.push_str(&enable);
    sql.push_str("END IF;\n");
    sql
}

fn in_replica_mode(unit: &Unit) -> String {
    let (id, only) = (unit.id, unit.only());
    let whole = format!("DELETE FROM {only}; {}", insert(unit, ""));
    if !unit.large {
        return format!("IF {id} = ANY(d) OR -{id} = ANY(d) THEN {whole} END IF;\n");
    }
    let key = list(&unit.key, |column| column.name.clone());
    let same: Vec<String> = unit.key.iter().map(|column| column.same("t", "k")).collect();
    let insert = insert(unit, &format!("WHERE ({key}) IN (SELECT {key} FROM tribunal_snapshot.k{id})"));
    format!(
        "IF -{id} = ANY(d) THEN {whole}\nELSIF {id} = ANY(d) THEN
         DELETE FROM {only} t USING tribunal_snapshot.k{id} k WHERE {}; {insert} END IF;\n",
        same.join(" AND ")
    )
}

fn insert(unit: &Unit, condition: &str) -> String {
    let (id, name) = (unit.id, &unit.name);
    let columns = list(&unit.columns, |column| column.name.clone());
    let into =
        if unit.columns.is_empty() { String::new() } else { format!(" ({columns}) OVERRIDING SYSTEM VALUE") };
    let values = list(&unit.columns, Column::back);
    format!("INSERT INTO {name}{into} SELECT {values} FROM tribunal_snapshot.t{id} {condition};")
}

/// A value that a failed insert burnt leaves no mark, so sequences are set always.
fn sequences(catalogue: &Catalogue) -> String {
    let literal = |name: &str| format!("'{}'::regclass", name.replace('\'', "''"));
    let mut sql = String::new();
    // Numbers that other sessions keep in store are given up when the sequence gets a new file, which RESTART does.
    for sequence in catalogue.sequences.iter().filter(|sequence| sequence.cached) {
        let Sequence { name, last, called, .. } = sequence;
        let _ = writeln!(
            sql,
            "IF (SELECT (last_value, is_called) IS DISTINCT FROM ({last}::int8, {called}) FROM {name}) THEN
             ALTER SEQUENCE {name} RESTART; END IF;"
        );
    }
    for chunk in catalogue.sequences.chunks(CALLS) {
        let calls: Vec<String> = chunk
            .iter()
            .map(|one| format!("setval({}, {}, {})", literal(&one.name), one.last, one.called))
            .collect();
        let _ = writeln!(sql, "PERFORM {};", calls.join(", "));
    }
    sql
}

/// Turns off what would fire during the restore, and on again: user triggers, and checks inside a cycle of keys.
fn switches(catalogue: &Catalogue, order: &Order) -> (String, String) {
    let (mut disable, mut enable) = (String::new(), String::new());
    for relation in &catalogue.relations {
        for (trigger, enabled) in &relation.triggers {
            let fires = if catalogue.replica { *enabled != 'O' } else { *enabled != 'R' };
            let back = match enabled {
                'A' => "ENABLE ALWAYS",
                'R' => "ENABLE REPLICA",
                _ => "ENABLE",
            };
            let units: Vec<String> =
                relation.units.iter().map(|id| format!("({})", condition(*id, catalogue))).collect();
            if fires {
                let (table, when) = (&relation.name, units.join(" OR "));
                let _ = writeln!(
                    disable,
                    "IF {when} THEN ALTER TABLE {table} DISABLE TRIGGER {trigger}; END IF;"
                );
                let _ =
                    writeln!(enable, "IF {when} THEN ALTER TABLE {table} {back} TRIGGER {trigger}; END IF;");
            }
        }
    }
    if !catalogue.replica {
        for key in
            order.cyclic.iter().filter_map(|at| catalogue.foreign_keys.get(*at)).filter(|key| !key.deferrable)
        {
            let (table, name) = (&key.table, &key.name);
            let _ = writeln!(disable, "ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE;");
            let _ = writeln!(enable, "ALTER TABLE {table} ALTER CONSTRAINT {name} NOT DEFERRABLE;");
        }
        disable.push_str("SET CONSTRAINTS ALL DEFERRED;\n");
    }
    (disable, enable)
}

/// When a unit has to be touched: it is dirty itself or, without replica mode, something it refers to is.
fn condition(id: usize, catalogue: &Catalogue) -> String {
    let mut found = BTreeSet::from([id]);
    loop {
        let parents: BTreeSet<usize> = catalogue
            .foreign_keys
            .iter()
            .filter(|key| found.contains(&key.child))
            .map(|key| key.parent)
            .collect();
        if catalogue.replica || parents.is_subset(&found) {
            break;
        }
        found.extend(parents);
    }
    let marks: Vec<String> = found.iter().map(|id| format!("{id},-{id}")).collect();
    format!("d && '{{{}}}'::int[]", marks.join(","))
}

/// Units in an order in which rows can be inserted.
struct Order {
    parents_first: Vec<usize>,
    /// Positions of foreign keys that point forward all the same, because they lie on a cycle.
    cyclic: Vec<usize>,
}

impl Order {
    fn of(catalogue: &Catalogue) -> Self {
        let mut waiting: BTreeSet<usize> = catalogue.units.iter().map(|unit| unit.id).collect();
        let mut order = Self { parents_first: Vec::new(), cyclic: Vec::new() };
        while !waiting.is_empty() {
            let open = |id: usize| {
                let keys = catalogue.foreign_keys.iter().enumerate();
                keys.filter(move |(_, key)| key.child == id && key.parent != id)
            };
            let blocked = |id: usize| open(id).filter(|(_, key)| waiting.contains(&key.parent)).count();
            let Some(next) = waiting.iter().copied().min_by_key(|id| blocked(*id)) else { break };
            let cyclic: Vec<usize> =
                open(next).filter(|(_, key)| waiting.contains(&key.parent)).map(|(at, _)| at).collect();
            order.cyclic.extend(cyclic);
            order.parents_first.push(next);
            waiting.remove(&next);
        }
        order
    }

    fn units<'a>(&'a self, catalogue: &'a Catalogue) -> impl DoubleEndedIterator<Item = &'a Unit> {
        // Ids count from 1 in the order of `units`.
        self.parents_first.iter().filter_map(|id| catalogue.units.get(*id - 1))
    }
}
