//! Back to the definitions of the baseline: whatever a test created, dropped or altered, in place.
//!
//! Connections of the server stay good: it prepares statements again where a table is another one
//! (<https://dev.mysql.com/doc/refman/8.4/en/statement-repreparation.html>). Only a database that was dropped itself leaves
//! sessions without one. Rows are not brought back here: a table made anew is empty, and `content` finds that.

use std::collections::BTreeSet;

use sqlx::MySqlConnection;

use super::{
    connection::{Failure, SQL_MODE, run},
    definitions::{self, Definition, Kind},
    names::{literal, quoted},
};
use crate::isolation::IsolationError;

/// A view may need one that stands behind it, and triggers go with their tables: each round brings more.
const ROUNDS: usize = 8;

/// What healing found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Healed {
    /// Whether anything differed.
    pub(super) changed: bool,
    /// Whether the database itself was gone: sessions that stood in it stand in none.
    pub(super) database: bool,
}

/// Compares and heals until nothing differs.
pub(super) async fn heal(
    db: &mut MySqlConnection,
    database: &str,
    baseline: &[Definition],
) -> Result<Healed, Failure> {
    let mut healed = Healed::default();
    let mut refused = None;
    for _ in 0..ROUNDS {
        let now = definitions::read(db, database).await?;
        let differing = Difference::between(baseline, &now);
        if differing.is_empty() {
            return Ok(healed);
        }
        healed.changed = true;
        if now.is_empty() {
            healed.database = true;
            run(db, &format!("CREATE DATABASE IF NOT EXISTS {}", quoted(database))).await?;
        }
        run(db, &format!("USE {}", quoted(database))).await?;
        refused = differing.undo(db, database).await?;
    }
    let now = definitions::read(db, database).await?;
    let names = Difference::between(baseline, &now).names();
    let because = refused.map(|error| format!(": {error}")).unwrap_or_default();
    Err(IsolationError::Restore(format!("the schema was changed and does not go back ({names}){because}"))
        .into())
}

/// The objects that differ, for people; empty where none does.
pub(super) async fn differing(
    db: &mut MySqlConnection,
    database: &str,
    baseline: &[Definition],
) -> Result<String, sqlx::Error> {
    let now = definitions::read(db, database).await?;
    Ok(Difference::between(baseline, &now).names())
}

/// What has to be dropped and made.
struct Difference<'a> {
    drop: Vec<&'a Definition>,
    make: Vec<&'a Definition>,
}

impl<'a> Difference<'a> {
    fn between(baseline: &'a [Definition], now: &'a [Definition]) -> Self {
        let lacks = |side: &'a [Definition], one: &Definition| !side.iter().any(|other| other.same(one));
        let mut drop: Vec<&Definition> = now.iter().filter(|one| lacks(baseline, one)).collect();
        let mut make: Vec<&Definition> = baseline.iter().filter(|one| lacks(now, one)).collect();
        // Triggers fire in the order in which they were made, so those of a table are made together.
        let triggers = |side: &'a [Definition]| side.iter().filter(|one| one.kind == Kind::Trigger);
        let order = |side: &'a [Definition], table: &str| -> Vec<&'a str> {
            triggers(side).filter(|one| one.table == table).map(|one| one.name.as_str()).collect()
        };
        let tables: BTreeSet<&str> = triggers(baseline).map(|one| one.table.as_str()).collect();
        for table in tables.into_iter().filter(|table| order(baseline, table) != order(now, table)) {
            drop.retain(|one| one.kind != Kind::Trigger || one.table != table);
            make.retain(|one| one.kind != Kind::Trigger || one.table != table);
            drop.extend(triggers(now).filter(|one| one.table == table));
            make.extend(triggers(baseline).filter(|one| one.table == table));
        }
        drop.sort_by_key(|one| std::cmp::Reverse(one.kind));
        make.sort_by_key(|one| one.kind);
        Self { drop, make }
    }

    fn is_empty(&self) -> bool {
        self.drop.is_empty() && self.make.is_empty()
    }

    fn names(&self) -> String {
        let mut names: Vec<String> = self
            .drop
            .iter()
            .chain(&self.make)
            .map(|one| format!("{} {}", one.kind, quoted(&one.name)))
            .collect();
        names.sort();
        names.dedup();
        names.join(", ")
    }

    /// The last refusal of something that may go in the next round.
    async fn undo(&self, db: &mut MySqlConnection, database: &str) -> Result<Option<sqlx::Error>, Failure> {
        for one in self.drop.iter().filter(|one| one.kind != Kind::Database) {
            let sql = format!("DROP {} IF EXISTS {}.{}", one.kind, quoted(database), quoted(&one.name));
            run(db, &sql).await?;
        }
        let mut refused = None;
        for one in &self.make {
            if one.sql.is_empty() {
                return Err(IsolationError::Restore(format!(
                    "the {} {} was changed, and this account may not read what it was",
                    one.kind.to_string().to_lowercase(),
                    quoted(&one.name)
                ))
                .into());
            }
            match make(db, one).await {
                Err(error @ sqlx::Error::Database(_)) if !super::connection::blocked(&error) => {
                    refused = Some(error);
                }
                result => result?,
            }
        }
        Ok(refused)
    }
}

/// Makes one object in the session it wants. The session must stand in the database.
pub(super) async fn make(db: &mut MySqlConnection, one: &Definition) -> Result<(), sqlx::Error> {
    let [mode, client, collation, zone] = &one.session;
    let mut settings = Vec::new();
    if one.kind > Kind::Table && one.kind != Kind::View {
        settings.push(format!("sql_mode = {}", literal(mode)));
    }
    // In another character set than ours the text would be read as another one.
    if !client.is_empty() && (one.sql.is_ascii() || client == "utf8mb4") {
        settings.push(format!("character_set_client = {}", literal(client)));
        settings.push(format!("collation_connection = {}", literal(collation)));
    }
    if !zone.is_empty() {
        settings.push(format!("time_zone = {}", literal(zone)));
    }
    if settings.is_empty() {
        return run(db, &one.sql).await;
    }
    run(db, &format!("SET SESSION {}", settings.join(", SESSION "))).await?;
    let answer = run(db, &one.sql).await;
    run(db, SQL_MODE).await?;
    run(db, "SET NAMES utf8mb4; SET SESSION time_zone = '+00:00'").await?;
    answer
}
