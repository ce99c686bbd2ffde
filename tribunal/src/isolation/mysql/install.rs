//! Takes the snapshot: copies, definitions and checksums of what the database holds now.

use sqlx::MySqlConnection;

use super::{
    baseline::{self, Baseline, Found, Kept},
    catalogue::{self, Table},
    connection::{Failure, rows, run, text},
    content, definitions,
    names::{literal, quoted},
    rights,
};
use crate::isolation::IsolationError;

/// Installs it in a database that is not there or empty.
pub(super) async fn install(
    db: &mut MySqlConnection,
    database: &str,
    snapshot: &str,
) -> Result<Baseline, Failure> {
    let there =
        format!("SELECT 1 FROM information_schema.schemata WHERE schema_name = {}", literal(database));
    if rows(db, &there).await?.is_empty() {
        return Err(IsolationError::Unavailable(format!(
            "there is no database {}, or this account may not see it",
            quoted(database)
        ))
        .into());
    }
    rights::check(db, database).await?;
    let definitions = definitions::read(db, database).await?;
    let tables = catalogue::read(db, database).await?;
    create(db, database, snapshot).await?;
    let result = fill(db, database, snapshot, definitions, tables).await;
    if result.is_err() {
        // The first error is the one to report; what stays behind is marked as unfinished.
        run(db, "ROLLBACK").await.ok();
        baseline::remove(db, snapshot).await.ok();
    }
    result
}

async fn create(db: &mut MySqlConnection, database: &str, snapshot: &str) -> Result<(), Failure> {
    let ours = quoted(snapshot);
    if baseline::look(db, snapshot).await? == Found::Nothing {
        match run(db, &format!("CREATE DATABASE {ours} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")).await {
            Err(error) if rights::refused(&error) => {
                return Err(rights::snapshot(db, database, snapshot, &error).await.into());
            }
            result => result?,
        }
    }
    let state = format!(
        "CREATE TABLE IF NOT EXISTS {ours}.tribunal_state (complete INT PRIMARY KEY) ENGINE = InnoDB"
    );
    match run(db, &state).await {
        Err(error) if rights::refused(&error) => {
            Err(rights::snapshot(db, database, snapshot, &error).await.into())
        }
        result => Ok(result?),
    }
}

async fn fill(
    db: &mut MySqlConnection,
    database: &str,
    snapshot: &str,
    definitions: Vec<definitions::Definition>,
    tables: Vec<Table>,
) -> Result<Baseline, Failure> {
    let name = |table: &Table| format!("{}.{}", quoted(database), quoted(&table.name));
    rights::triggers(db, snapshot, &definitions).await?;
    for (position, table) in tables.iter().enumerate() {
        if table.sequence {
            stand_still(db, database, table).await?;
            continue;
        }
        let key = if table.key.is_empty() {
            String::new()
        } else {
            format!("(PRIMARY KEY ({}))", table.key.join(", "))
        };
        let copy = baseline::copy(snapshot, position);
        let columns = table.list("");
        run(
            db,
            &format!("CREATE TABLE {copy} {key} ENGINE = InnoDB AS SELECT {columns} FROM {}", name(table)),
        )
        .await?;
        // Without statistics a join may take the long way.
        run(db, &format!("ANALYZE TABLE {copy}")).await?;
    }
    let theirs: Vec<(String, &Table)> = tables.iter().map(|table| (name(table), table)).collect();
    let ours: Vec<(String, &Table)> = tables
        .iter()
        .enumerate()
        .filter(|(_, table)| !table.sequence)
        .map(|(position, table)| (baseline::copy(snapshot, position), table))
        .collect();
    run(db, "START TRANSACTION").await?;
    let sums = content::sums(db, &theirs).await?;
    let copied_sums = content::sums(db, &ours).await?;
    run(db, "ROLLBACK").await?;
    let real = tables.iter().zip(&sums).filter(|(table, _)| !table.sequence);
    if let Some(((table, _), _)) = real.zip(&copied_sums).find(|((_, sums), copied)| *sums != *copied) {
        return Err(IsolationError::Unavailable(format!(
            "the table {} was written to while its snapshot was taken: see that nothing works on the database when the run \
             begins",
            quoted(&table.name)
        ))
        .into());
    }
    let counters = content::counters(db, database, &tables.iter().collect::<Vec<_>>()).await?;
    let kept = tables.into_iter().zip(sums).zip(counters).enumerate();
    let kept = kept.map(|(position, ((table, sums), next))| Kept { position, table, sums, next });
    let baseline = Baseline {
        database: database.to_owned(),
        snapshot: snapshot.to_owned(),
        definitions,
        tables: kept.collect(),
    };
    baseline.keep(db).await?;
    Ok(baseline)
}

/// The number that a sequence gives next is known only to whoever takes it; after a RESTART with it, it stands in the table.
async fn stand_still(db: &mut MySqlConnection, database: &str, table: &Table) -> Result<(), Failure> {
    let sequence = format!("{}.{}", quoted(database), quoted(&table.name));
    let next = rows(db, &format!("SELECT NEXTVAL({sequence})")).await?;
    let next = next.first().map(|row| text(row, 0)).unwrap_or_default();
    Ok(run(db, &content::restart(database, &table.name, next)).await?)
}
