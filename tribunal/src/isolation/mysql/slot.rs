//! The order of events: look, heal, compare, rewrite, count again.

use std::{
    fmt,
    time::{Duration, Instant},
};

use sqlx::{Connection, MySqlConnection};

use super::{
    activity::Activity,
    baseline::{self, Baseline, Found, Kept},
    blocked,
    catalogue::Table,
    connection::{Address, Failure, PATIENCE, lost, rows, run, text},
    content, healing, install,
    names::{literal, quoted, snapshot},
};
use crate::isolation::{IsolationError, Reset, Restored, choice::without_password};

/// Rewriting a table with triggers is looked at again: they are away only for a moment.
const ROUNDS: usize = 3;

/// A user's database: what it holds now is the baseline, and what it holds again after `close`.
pub(in crate::isolation) struct MySqlSlot {
    address: Address,
    /// `None` once it was lost.
    session: Option<MySqlConnection>,
    baseline: Baseline,
    /// When everything was last seen to be the baseline.
    seen: Activity,
}

/// What a restore came to.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    tables: usize,
    /// Whether definitions had been changed.
    healed: bool,
    /// Whether the database itself had been dropped.
    database: bool,
}

impl MySqlSlot {
    /// Takes the snapshot of a database as it is now, after putting back what a killed run left.
    pub(in crate::isolation) async fn in_place(url: &str) -> Result<Self, IsolationError> {
        let address = Address::parse(url)?;
        let shown = without_password(url);
        let mut db = address
            .connect()
            .await
            .map_err(|error| IsolationError::Unavailable(format!("{shown} gives no connection: {error}")))?;
        match Self::installed(&address, &mut db).await {
            Ok(baseline) => Ok(Self { address, session: Some(db), baseline, seen: Activity::default() }),
            Err(Failure::Said(error)) => Err(error),
            Err(Failure::Sql(error)) => {
                let why = if super::connection::blocked(&error) {
                    run(&mut db, "ROLLBACK").await.ok();
                    blocked::holders(&mut db, &address.database, &error).await
                } else {
                    error.to_string()
                };
                Err(IsolationError::Unavailable(format!("the snapshot cannot be installed: {why}")))
            }
        }
    }

    async fn installed(address: &Address, db: &mut MySqlConnection) -> Result<Baseline, Failure> {
        let database = &address.database;
        let place = Self::alone(database, db).await?;
        match baseline::look(db, &place).await? {
            Found::Nothing => {}
            Found::Unfinished => {
                if !rows(db, &tables_of(&place)).await?.is_empty() {
                    baseline::remove(db, &place).await?;
                }
            }
            Found::Complete => Self::recover(database, db, &place).await.map_err(|failure| {
                let error = match failure {
                    Failure::Sql(error) => error.to_string(),
                    Failure::Said(error) => error.to_string(),
                };
                IsolationError::Unavailable(format!(
                    "a run that was killed left its snapshot of this database, and it cannot be put back: {error}; \
                     DROP DATABASE {} gives it up",
                    quoted(&place)
                ))
            })?,
        }
        install::install(db, database, &place).await
    }

    /// A snapshot that a killed run left is what the database was before that run: it goes back there.
    async fn recover(database: &str, db: &mut MySqlConnection, place: &str) -> Result<(), Failure> {
        let left = Baseline::left(db, database, place).await?;
        restored(db, &left, &mut Activity::default()).await?;
        proved(db, &left).await?;
        Ok(baseline::remove(db, place).await?)
    }

    /// Makes this session the only run on the database, for as long as it lives; where its snapshot is kept.
    async fn alone(database: &str, db: &mut MySqlConnection) -> Result<String, Failure> {
        let found = rows(
            db,
            &format!(
                "SELECT GET_LOCK(CONCAT('tribunal_', LEFT(SHA2({0}, 256), 40)), {1}), LEFT(SHA2({0}, 256), 16)",
                literal(database),
                PATIENCE.as_secs()
            ),
        )
        .await?;
        let found = found.first().cloned().unwrap_or_default();
        if text(&found, 0) == "1" {
            return Ok(snapshot(database, text(&found, 1)));
        }
        Err(IsolationError::Unavailable("another run is at work on this database".to_owned()).into())
    }

    pub(in crate::isolation) fn url(&self) -> &str {
        &self.address.url
    }

    /// Connects again where the session is gone. The server may be on its way up.
    async fn session(&mut self) -> Result<&mut MySqlConnection, Failure> {
        if self.session.is_none() {
            self.seen = Activity::default();
            let deadline = Instant::now() + 2 * PATIENCE;
            let mut db = loop {
                match self.address.connect().await {
                    Ok(db) => break db,
                    Err(error) if lost(&error) && Instant::now() < deadline => {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                    Err(error) => return Err(error.into()),
                }
            };
            Self::alone(&self.address.database, &mut db).await?;
            self.session = Some(db);
        }
        let gone = || IsolationError::Restore("the connection is gone".to_owned());
        Ok(self.session.as_mut().ok_or_else(gone)?)
    }

    async fn attempt(&mut self) -> Result<Done, Failure> {
        self.session().await?;
        let Some(db) = &mut self.session else { return Ok(Done::default()) };
        let done = restored(db, &self.baseline, &mut self.seen).await;
        if done.is_err() {
            // What was begun is given up, and nothing is taken for seen.
            self.seen = Activity::default();
            run(db, "ROLLBACK").await.ok();
        }
        done
    }

    /// Restores; a session that was lost is replaced once, and then everything is compared.
    async fn back(&mut self) -> Result<Done, IsolationError> {
        let result = match self.attempt().await {
            Err(Failure::Sql(error)) if lost(&error) => {
                self.session = None;
                match self.attempt().await {
                    Ok(done) => {
                        self.verify().await?;
                        Ok(done)
                    }
                    failed => failed,
                }
            }
            result => result,
        };
        match result {
            Ok(done) => Ok(done),
            Err(Failure::Said(error)) => Err(error),
            Err(Failure::Sql(error)) if super::connection::blocked(&error) => {
                let why = match &mut self.session {
                    Some(db) => blocked::holders(db, &self.baseline.database, &error).await,
                    None => error.to_string(),
                };
                Err(IsolationError::Restore(why))
            }
            Err(Failure::Sql(error)) => Err(IsolationError::Restore(error.to_string())),
        }
    }

    /// Compares every definition, a checksum of every table and every counter with the baseline's.
    pub(in crate::isolation) async fn verify(&mut self) -> Result<(), IsolationError> {
        let proof = async {
            self.session().await?;
            let Some(db) = &mut self.session else { return Ok(()) };
            let proof = proved(db, &self.baseline).await;
            run(db, "ROLLBACK").await?;
            proof
        };
        match proof.await {
            Ok(()) => Ok(()),
            Err(Failure::Said(error)) => Err(error),
            Err(Failure::Sql(error)) => Err(IsolationError::Unproved(error.to_string())),
        }
    }

    /// Leaves the database as it was, without a trace.
    pub(in crate::isolation) async fn close(mut self) -> Result<(), IsolationError> {
        self.seen = Activity::default();
        self.back().await?;
        self.verify().await?;
        let Some(mut db) = self.session.take() else { return Ok(()) };
        let removed = baseline::remove(&mut db, &self.baseline.snapshot).await;
        db.close().await.ok();
        removed.map_err(|error| {
            IsolationError::Restore(format!("{} is left behind: {error}", quoted(&self.baseline.snapshot)))
        })
    }
}

fn tables_of(database: &str) -> String {
    format!("SELECT table_name FROM information_schema.tables WHERE table_schema = {}", literal(database))
}

/// One restore from beginning to end.
async fn restored(
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
async fn proved(db: &mut MySqlConnection, baseline: &Baseline) -> Result<(), Failure> {
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

/// Without the address, which holds a password.
impl fmt::Debug for MySqlSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MySqlSlot").field("url", &without_password(&self.address.url)).finish_non_exhaustive()
    }
}

impl Reset for MySqlSlot {
    /// `rebuilt` says that the database itself had been dropped: sessions that stood in it stand in none. Whatever else was
    /// changed heals in place, and connections stay good.
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let started = Instant::now();
        let done = self.back().await?;
        Ok(Restored {
            duration: started.elapsed(),
            dirty_tables: done.tables,
            rebuilt: done.database,
            healed: done.healed && !done.database,
        })
    }
}
