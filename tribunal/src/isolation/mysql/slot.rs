//! The life of a slot: its session, what a killed run left, losing the connection, the end.

use std::{
    fmt,
    time::{Duration, Instant},
};

use sqlx::{Connection, MySqlConnection};

use super::{
    activity::Activity,
    baseline::{self, Baseline, Found},
    blocked,
    connection::{Address, Failure, PATIENCE, lost, rows, run, text},
    install,
    names::{literal, quoted, snapshot},
    restore::{Done, proved, restored},
};
use crate::isolation::{IsolationError, Reset, Restored, choice::without_password};

/// A user's database: what it holds now is the baseline, and what it holds again after `close`.
pub(in crate::isolation) struct MySqlSlot {
    address: Address,
    /// `None` once it was lost.
    session: Option<MySqlConnection>,
    baseline: Baseline,
    /// When everything was last seen to be the baseline.
    seen: Activity,
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
