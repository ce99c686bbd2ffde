//! One restore from beginning to end, and the proof: look, heal, compare, rewrite, count again.

use sqlx::MySqlConnection;

use super::{
    activity::Activity,
    baseline::{Baseline, Kept},
    catalogue::Table,
    connection::{Failure, run},
    content, healing,
    names::quoted,
};
use crate::isolation::IsolationError;

/// Rewriting a table with triggers is looked at again: they are away only for a moment.
const ROUNDS: usize = 3;

/// What a restore came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Done {
    /// Tables whose rows differed.
    pub(super) tables: usize,
    /// Whether definitions had been changed.
    pub(super) healed: bool,
    /// Whether the database itself had been dropped.
    pub(super) database: bool,
}

/// One restore from beginning to end.
pub(super) async fn restored(
    db: &mut MySqlConnection,
    baseline: &Baseline,
    seen: &mut Activity,
) -> Result<Done, Failure> {
    let mut now = Activity::read(db).await?;
    let mut done = Done::default();
    if !now.same_definitions(seen) {
        let found = healing::heal(db, &baseline.database, &baseline.definitions).await?;
        (done.healed, done.database) = (found.changed, found.database);
    }
    let unmoved = !done.healed && now.same_rows(seen) && baseline.tables.iter().all(|kept| kept.table.logged);
    let mut own = 0;
    if !unmoved {
        let (tables, statements) = rewritten(db, baseline).await?;
        (done.tables, own) = (tables, statements);
    }
    own += content::count_again(db, baseline).await?;
    if done.healed {
        // How many statements that took is not known: the next restore looks again.
        now.changes = None;
    }
    *seen = now.after_own(own);
    Ok(done)
}

/// Compares all tables and rewrites those that differ: how many, and by how many statements of the kind that `Activity` counts.
async fn rewritten(db: &mut MySqlConnection, baseline: &Baseline) -> Result<(usize, u64), Failure> {
    let (mut most, mut own) = (0, 0);
    for _ in 0..ROUNDS {
        run(db, "START TRANSACTION").await?;
        let dirty = dirty(db, baseline).await?;
        most = most.max(dirty.len());
        let triggers: Vec<_> =
            dirty.iter().flat_map(|(kept, _)| baseline.triggers(&kept.table.name)).collect();
        if !triggers.is_empty() {
            // A statement that changes definitions ends the transaction; the locks are taken again below.
            run(db, "ROLLBACK").await?;
            for trigger in &triggers {
                run(db, &format!("DROP TRIGGER {}", quoted(&trigger.name))).await?;
            }
            run(db, "START TRANSACTION").await?;
        }
        let mut statements: Vec<String> = dirty
            .iter()
            .filter(|(kept, _)| !kept.table.sequence)
            .map(|(kept, _)| content::rewriting(baseline, kept))
            .collect();
        statements.push("COMMIT".to_owned());
        for (kept, _) in dirty.iter().filter(|(kept, _)| kept.table.sequence) {
            statements.push(content::restart(&baseline.database, &kept.table.name, &kept.sums.1));
            own += 1;
        }
        run(db, &statements.join(";")).await?;
        for trigger in &triggers {
            healing::make(db, trigger).await?;
        }
        own += 2 * triggers.len() as u64;
        if triggers.is_empty() {
            return Ok((most, own));
        }
    }
    let names: Vec<String> =
        dirty(db, baseline).await?.iter().map(|(kept, _)| quoted(&kept.table.name)).collect();
    if names.is_empty() {
        return Ok((most, own));
    }
    Err(IsolationError::Restore(format!(
        "{} is written to while it is put back: see that nothing works on the database between two requests",
        names.join(", ")
    ))
    .into())
}

/// The tables that differ, with what they come to. Holds shared locks on all rows to the end of the transaction.
async fn dirty<'a>(
    db: &mut MySqlConnection,
    baseline: &'a Baseline,
) -> Result<Vec<(&'a Kept, content::Sums)>, sqlx::Error> {
    let tables: Vec<(String, &Table)> =
        baseline.tables.iter().map(|kept| (baseline.name(kept), &kept.table)).collect();
    let sums = content::sums(db, &tables).await?;
    Ok(baseline.tables.iter().zip(sums).filter(|(kept, sums)| kept.sums != *sums).collect())
}

/// The proof: nothing is taken for granted here.
pub(super) async fn proved(db: &mut MySqlConnection, baseline: &Baseline) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    let objects = healing::differing(db, &baseline.database, &baseline.definitions).await?;
    if !objects.is_empty() {
        return Err(IsolationError::Unproved(format!("the schema differs: {objects}")).into());
    }
    for (kept, (count, sum)) in dirty(db, baseline).await? {
        wrong.push(format!(
            "{} is {count} rows {sum} instead of {} rows {}",
            baseline.name(kept),
            kept.sums.0,
            kept.sums.1
        ));
    }
    let tables: Vec<&Table> = baseline.tables.iter().map(|kept| &kept.table).collect();
    for (kept, now) in baseline.tables.iter().zip(content::counters(db, &baseline.database, &tables).await?) {
        if kept.next != now {
            wrong.push(format!("{} counts on from {now} instead of {}", baseline.name(kept), kept.next));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(IsolationError::Unproved(wrong.join("; ")).into()) }
}
