//! What a baseline consists of, read from the system catalogue: tables, sequences, foreign keys, triggers.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, PgConnection};

use super::{column::Column, tables::tables};

/// A table whose baseline is longer is repaired by the keys that were touched instead of being rewritten.
pub(super) const LARGE: i64 = 500;

/// Schemas of users: not the system's, not ours.
pub(super) const USER_SCHEMA: &str =
    "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'tribunal_snapshot')";

/// Everything a snapshot needs to know of a database.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    pub(super) units: Vec<Unit>,
    pub(super) relations: Vec<Relation>,
    pub(super) sequences: Vec<Sequence>,
    /// Materialized views that hold something, each after those it reads.
    pub(super) views: Vec<String>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    /// Tables with rewrite rules that would fire during a restore and could swallow it.
    pub(super) ruled: Vec<String>,
    /// Whether this role may set `session_replication_role` (superusers; since 15 also by grant).
    pub(super) replica: bool,
    /// Whether this role may create event triggers.
    pub(super) superuser: bool,
}

/// What is copied and restored as one: a table, or a partitioned table with all its partitions.
#[derive(Debug)]
pub(super) struct Unit {
    /// From 1.
    pub(super) id: usize,
    /// `schema.table`, quoted.
    pub(super) name: String,
    pub(super) partitioned: bool,
    /// Generated ones left out.
    pub(super) columns: Vec<Column>,
    /// The primary key; empty where there is none or it says too little (inheritance, generated columns).
    pub(super) key: Vec<Column>,
    pub(super) large: bool,
}

/// A table that statements can name.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) name: String,
    /// The units that a statement on it may change.
    pub(super) units: Vec<usize>,
    /// The user's own triggers with `pg_trigger.tgenabled`: `O`, `A` or `R`.
    pub(super) triggers: Vec<(String, char)>,
}

/// A sequence at the baseline.
#[derive(Debug)]
pub(super) struct Sequence {
    pub(super) name: String,
    pub(super) last: i64,
    pub(super) called: bool,
    /// Other sessions keep numbers of it in store (`CACHE` above 1).
    pub(super) cached: bool,
}

/// A foreign key between two units.
#[derive(Debug)]
pub(super) struct ForeignKey {
    pub(super) name: String,
    pub(super) table: String,
    pub(super) child: usize,
    pub(super) parent: usize,
    pub(super) deferrable: bool,
}

impl Unit {
    /// `ONLY schema.table` except for partitioned tables, which hold no rows themselves.
    pub(super) fn only(&self) -> String {
        if self.partitioned { self.name.clone() } else { format!("ONLY {}", self.name) }
    }
}

impl Catalogue {
    /// Reads it. The connection must see all tables.
    pub(super) async fn read(db: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let mut tables = tables(db).await?;
        let parents = parents(db).await?;
        let mut catalogue = Self::default();
        let mut unit_of = BTreeMap::new();
        for table in &mut tables {
            if table.partition {
                continue;
            }
            let inherits = parents.iter().any(|(child, parent)| *child == table.oid || *parent == table.oid);
            let id = catalogue.units.len() + 1;
            let key =
                if inherits && !table.partitioned { Vec::new() } else { std::mem::take(&mut table.key) };
            unit_of.insert(table.oid, id);
            catalogue.units.push(Unit {
                id,
                name: table.name.clone(),
                partitioned: table.partitioned,
                columns: std::mem::take(&mut table.columns),
                key,
                large: false,
            });
        }
        for table in tables.iter().filter(|table| table.partition) {
            if let Some(id) = unit_of.get(&root(table.oid, &parents)).copied() {
                unit_of.insert(table.oid, id);
            }
        }
        mark_large(db, &mut catalogue.units).await?;
        let triggers = triggers(db).await?;
        for table in &tables {
            let units: BTreeSet<usize> =
                descendants(table.oid, &parents).iter().filter_map(|oid| unit_of.get(oid).copied()).collect();
            let triggers = triggers.get(&table.oid).cloned().unwrap_or_default();
            catalogue.relations.push(Relation {
                name: table.name.clone(),
                units: units.into_iter().collect(),
                triggers,
            });
        }
        catalogue.sequences = sequences(db).await?;
        catalogue.views = views(db).await?;
        catalogue.foreign_keys = foreign_keys(db, &unit_of).await?;
        (catalogue.replica, catalogue.superuser) = rights(db).await?;
        catalogue.ruled = ruled(db, catalogue.replica).await?;
        Ok(catalogue)
    }
}

/// Pairs of child and parent, partitions included.
async fn parents(db: &mut PgConnection) -> Result<Vec<(i64, i64)>, sqlx::Error> {
    sqlx::query_as("SELECT inhrelid::int8, inhparent::int8 FROM pg_inherits").fetch_all(db).await
}

fn root(mut oid: i64, parents: &[(i64, i64)]) -> i64 {
    while let Some((_, parent)) = parents.iter().find(|(child, _)| *child == oid) {
        oid = *parent;
    }
    oid
}

/// The table itself and everything below it.
fn descendants(oid: i64, parents: &[(i64, i64)]) -> Vec<i64> {
    let mut found = vec![oid];
    let mut next = 0;
    while let Some(at) = found.get(next).copied() {
        found.extend(parents.iter().filter(|(_, parent)| *parent == at).map(|(child, _)| *child));
        next += 1;
    }
    found
}

async fn mark_large(db: &mut PgConnection, units: &mut [Unit]) -> Result<(), sqlx::Error> {
    for unit in units.iter_mut().filter(|unit| !unit.key.is_empty()) {
        let sql = format!("SELECT count(*) FROM (SELECT FROM {} LIMIT {}) rows", unit.only(), LARGE + 1);
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(false).fetch_one(&mut *db).await?;
        unit.large = rows > LARGE;
    }
    Ok(())
}

async fn triggers(db: &mut PgConnection) -> Result<BTreeMap<i64, Vec<(String, char)>>, sqlx::Error> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "SELECT tgrelid::int8, quote_ident(tgname), tgenabled::text FROM pg_trigger
         WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname !~ '^tribunal_mark' ORDER BY 1, 2",
    )
    .fetch_all(db)
    .await?;
    let mut found: BTreeMap<i64, Vec<(String, char)>> = BTreeMap::new();
    for (table, name, enabled) in rows {
        found.entry(table).or_default().push((name, enabled.chars().next().unwrap_or('O')));
    }
    Ok(found)
}

async fn sequences(db: &mut PgConnection) -> Result<Vec<Sequence>, sqlx::Error> {
    let sql = format!(
        "SELECT format('%I.%I', n.nspname, c.relname), s.seqcache > 1
         FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relpersistence <> 't' AND {USER_SCHEMA} ORDER BY 1"
    );
    let names: Vec<(String, bool)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut *db).await?;
    let mut found = Vec::with_capacity(names.len());
    for (name, cached) in names {
        let sql = format!("SELECT last_value, is_called FROM {name}");
        let (last, called) = sqlx::query_as(AssertSqlSafe(sql)).persistent(false).fetch_one(&mut *db).await?;
        found.push(Sequence { name, last, called, cached });
    }
    Ok(found)
}

async fn views(db: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let sql = format!(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'm' AND c.relispopulated AND {USER_SCHEMA} ORDER BY c.oid"
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(db).await
}

async fn foreign_keys(
    db: &mut PgConnection,
    unit_of: &BTreeMap<i64, usize>,
) -> Result<Vec<ForeignKey>, sqlx::Error> {
    let rows: Vec<(String, String, i64, i64, bool)> = sqlx::query_as(
        "SELECT quote_ident(conname), conrelid::regclass::text, conrelid::int8, confrelid::int8, condeferrable
         FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY 2, 1",
    )
    .fetch_all(db)
    .await?;
    let known = rows.into_iter().filter_map(|(name, table, child, parent, deferrable)| {
        let (child, parent) = (*unit_of.get(&child)?, *unit_of.get(&parent)?);
        Some(ForeignKey { name, table, child, parent, deferrable })
    });
    Ok(known.collect())
}

/// `pg_rewrite.ev_enabled`: ordinary rules do not fire in replica mode.
async fn ruled(db: &mut PgConnection, replica: bool) -> Result<Vec<String>, sqlx::Error> {
    let firing = if replica { "('A', 'R')" } else { "('A', 'O')" };
    let sql = format!(
        "SELECT DISTINCT format('%I.%I', n.nspname, c.relname) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND r.ev_enabled IN {firing} AND {USER_SCHEMA} ORDER BY 1"
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(db).await
}

/// Tries what cannot be read from one place in every version.
async fn rights(db: &mut PgConnection) -> Result<(bool, bool), sqlx::Error> {
    let superuser: bool = sqlx::query_scalar("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        .fetch_one(&mut *db)
        .await?;
    let replica =
        superuser || sqlx::raw_sql("SET session_replication_role = replica").execute(&mut *db).await.is_ok();
    sqlx::raw_sql("RESET session_replication_role").execute(&mut *db).await.ok();
    Ok((replica, superuser))
}
