//! One slot's database, whatever kind it is of.

use super::{
    IsolationError, Rebuilds, Reset, Restored,
    kind::{Kind, Slot},
};

/// A database that goes back to the baseline.
#[derive(Debug)]
pub struct SlotDatabase {
    slot: Box<dyn Slot>,
    rebuilds: Rebuilds,
}

impl SlotDatabase {
    pub(super) fn new(slot: Box<dyn Slot>) -> Self {
        Self { slot, rebuilds: Rebuilds::default() }
    }

    /// A snapshot *in place* of a database that a server elsewhere works on: what it holds now is the baseline.
    /// [`SlotDatabase::close`] leaves it as it was.
    ///
    /// # Errors
    /// No such database, or no right to install the snapshot.
    pub async fn in_place(url: &str) -> Result<Self, IsolationError> {
        (Kind::of(url).in_place)(url).await.map(Self::new)
    }

    /// The URL for the server and for hooks.
    pub fn url(&self) -> &str {
        self.slot.url()
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
        self.slot.verify().await
    }

    /// Restores once more and takes the snapshot away, where the database is a user's own.
    ///
    /// # Errors
    /// The database could not be restored.
    pub async fn close(self) -> Result<(), IsolationError> {
        self.slot.close().await
    }
}

impl Reset for SlotDatabase {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let restored = self.slot.restore().await?;
        self.rebuilds.count(&restored);
        Ok(restored)
    }
}
