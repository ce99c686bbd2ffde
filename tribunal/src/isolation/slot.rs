//! One slot's database, whatever engine it is on.

use std::sync::{Mutex, PoisonError};

use super::{
    IsolationError, Rebuilds, Reset, Restored,
    mysql::{self, MySqlSlot},
    postgres::PostgresSlot,
    sqlite::SqliteSlot,
};

/// A database that goes back to the baseline.
#[derive(Debug)]
pub struct SlotDatabase {
    engine: Engine,
    rebuilds: Rebuilds,
}

#[derive(Debug)]
enum Engine {
    Postgres(Box<PostgresSlot>),
    MySql(Box<MySqlSlot>),
    /// The lock is never waited for; it makes the slot `Sync`, which an SQLite connection is not.
    Sqlite {
        url: String,
        slot: Box<Mutex<SqliteSlot>>,
    },
}

impl SlotDatabase {
    /// A snapshot *in place* of a database that a server elsewhere works on: what it holds now is the baseline.
    /// [`SlotDatabase::close`] leaves it as it was.
    ///
    /// # Errors
    /// No such database, or no right to install the snapshot.
    pub async fn in_place(url: &str) -> Result<Self, IsolationError> {
        if url.starts_with("sqlite:") {
            return SqliteSlot::in_place(url).await.map(Into::into);
        }
        if mysql::is_url(url) {
            return MySqlSlot::in_place(url).await.map(Into::into);
        }
        PostgresSlot::alone(url).await.map(Into::into)
    }

    /// The URL for the server and for hooks.
    pub fn url(&self) -> &str {
        match &self.engine {
            Engine::Postgres(slot) => slot.url(),
            Engine::MySql(slot) => slot.url(),
            Engine::Sqlite { url, .. } => url,
        }
    }

    /// The restores that had to make the schema anew, so far.
    pub fn rebuilds(&self) -> Rebuilds {
        self.rebuilds
    }

    /// Proves by a checksum of every table and sequence that the database is the baseline.
    ///
    /// # Errors
    /// [`IsolationError::Unproved`] names the tables and sequences that differ.
    pub async fn verify(&mut self) -> Result<(), IsolationError> {
        match &mut self.engine {
            Engine::Postgres(slot) => slot.verify().await,
            Engine::MySql(slot) => slot.verify().await,
            Engine::Sqlite { slot, .. } => owned(slot).verify(),
        }
    }

    /// Restores once more and takes the snapshot away, where the database is a user's own.
    ///
    /// # Errors
    /// The database could not be restored.
    pub async fn close(self) -> Result<(), IsolationError> {
        match self.engine {
            Engine::Postgres(slot) => slot.close().await,
            Engine::MySql(slot) => slot.close().await,
            Engine::Sqlite { slot, .. } => {
                let mut slot = slot;
                owned(&mut slot).restore().await.map(drop)
            }
        }
    }
}

/// A panic inside a restore leaves nothing half done that the next one does not do again.
fn owned(slot: &mut Mutex<SqliteSlot>) -> &mut SqliteSlot {
    slot.get_mut().unwrap_or_else(PoisonError::into_inner)
}

impl Reset for SlotDatabase {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let restored = match &mut self.engine {
            Engine::Postgres(slot) => slot.restore().await,
            Engine::MySql(slot) => slot.restore().await,
            Engine::Sqlite { slot, .. } => owned(slot).restore().await,
        }?;
        self.rebuilds.count(&restored);
        Ok(restored)
    }
}

impl From<Engine> for SlotDatabase {
    fn from(engine: Engine) -> Self {
        Self { engine, rebuilds: Rebuilds::default() }
    }
}

impl From<PostgresSlot> for SlotDatabase {
    fn from(slot: PostgresSlot) -> Self {
        Engine::Postgres(Box::new(slot)).into()
    }
}

impl From<MySqlSlot> for SlotDatabase {
    fn from(slot: MySqlSlot) -> Self {
        Engine::MySql(Box::new(slot)).into()
    }
}

impl From<SqliteSlot> for SlotDatabase {
    fn from(slot: SqliteSlot) -> Self {
        Engine::Sqlite { url: slot.url().to_owned(), slot: Box::new(Mutex::new(slot)) }.into()
    }
}
