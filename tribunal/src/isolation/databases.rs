//! The ladder, and the slots that stand on the rung taken.

use super::{DatabaseChoice, IsolationError, SlotDatabase};

/// A rung of the ladder that was not taken, and why: for the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// As on the command line: `testcontainers`, `local`.
    pub rung: &'static str,
    /// One clause for people: `no Docker engine answers at unix:///var/run/docker.sock`.
    pub reason: String,
}

/// The place all databases of a run come from.
#[derive(Debug)]
pub struct Databases {
    refused: Vec<Refused>,
}

impl Databases {
    /// Takes the first rung of the ladder that holds, or exactly the one asked for.
    ///
    /// # Errors
    /// A forced choice cannot be had; the message says what to install or grant.
    pub async fn open(choice: &DatabaseChoice) -> Result<Self, IsolationError> {
        Err(IsolationError::Unavailable(choice.to_string()))
    }

    /// Which rung was taken, with versions: `PostgreSQL 15.18 (local cluster)`.
    pub fn describe(&self) -> String {
        String::new()
    }

    /// The rungs above the one taken, each with the reason.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// How many slots there can be: 1 where databases cannot be created, else `usize::MAX`.
    pub fn max_slots(&self) -> usize {
        usize::MAX
    }

    /// The URL of the database that `Server::prepare` migrates and seeds. Never a user's own filled database:
    /// where one was given, this is a copy of it.
    pub fn baseline_url(&self) -> String {
        String::new()
    }

    /// A database that holds what the baseline held when the first slot was asked for. Close every connection to
    /// the baseline first. Asking again for the same `n` replaces the old one.
    ///
    /// # Errors
    /// The baseline cannot be copied or the snapshot cannot be installed.
    pub async fn slot(&self, n: usize) -> Result<SlotDatabase, IsolationError> {
        Err(IsolationError::Unavailable(format!("slot {n}")))
    }

    /// Drops what was made, and stops what was started. Dropping the value does the same as far as it can without
    /// waiting.
    ///
    /// # Errors
    /// Something could not be dropped or stopped: the message names it.
    pub async fn close(self) -> Result<(), IsolationError> {
        Ok(())
    }
}
