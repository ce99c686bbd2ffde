//! The kennel as the engine starts it: one instance a slot, its dogs in SQLite.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::Connection;
use tribunal::run::{Instance, Server, ServerError};

use super::{
    answers::{Faults, answer},
    http::{Listening, listen},
};

/// The kennel, healthy or not.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kennel {
    pub(crate) faults: Faults,
}

impl Kennel {
    pub(crate) fn healthy() -> Self {
        Self::default()
    }

    pub(crate) fn planted() -> Self {
        Self { faults: Faults { planted: true, ..Faults::default() } }
    }

    pub(crate) fn leaking() -> Self {
        Self { faults: Faults { leaking: true, ..Faults::default() } }
    }
}

/// What handlers work on.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) faults: Faults,
    pub(crate) database: Mutex<Connection>,
    /// Outside the database, where no snapshot reaches.
    pub(crate) tickets: AtomicU64,
}

/// One running kennel.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) listening: Listening,
    pub(crate) state: Arc<State>,
}

impl Server for Kennel {
    type Instance = Running;

    async fn prepare(&self, database_url: &str) -> Result<(), ServerError> {
        Ok(Connection::open(file(database_url))?.execute_batch(
            "CREATE TABLE dogs (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, age INTEGER NOT NULL);
             CREATE TABLE tickets (number INTEGER PRIMARY KEY AUTOINCREMENT);
             INSERT INTO dogs (name, age) VALUES ('Rex', 4), ('Bella', 7);",
        )?)
    }

    async fn start(&self, database_url: &str) -> Result<Running, ServerError> {
        let database = Mutex::new(Connection::open(file(database_url))?);
        let state = Arc::new(State { faults: self.faults, database, tickets: AtomicU64::new(0) });
        let shared = state.clone();
        Ok(Running { listening: listen(move |call| answer(call, &shared)).await, state })
    }
}

impl Instance for Running {
    fn base_url(&self) -> &str {
        &self.listening.base_url
    }

    async fn settle(&self) -> Result<(), ServerError> {
        self.listening.settled().await;
        Ok(())
    }

    async fn reset(&self) -> Result<(), ServerError> {
        match self.listening.in_flight() {
            0 => {}
            requests => return Err(format!("{requests} requests are still in flight").into()),
        }
        if !self.state.faults.leaking {
            self.state.tickets.store(0, Ordering::SeqCst);
        }
        Ok(())
    }

    async fn stop(self) -> Result<(), ServerError> {
        Ok(())
    }
}

/// The file of a `sqlite:` URL.
fn file(database_url: &str) -> PathBuf {
    let path = database_url.strip_prefix("sqlite:").expect("the kennel keeps its dogs in SQLite");
    let path = path.strip_prefix("//").unwrap_or(path);
    PathBuf::from(path.split('?').next().unwrap_or(path))
}
