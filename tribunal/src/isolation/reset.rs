//! The seam between the run and any store that can go back to a baseline.

use std::{future::Future, time::Duration};

use super::IsolationError;

/// Puts one slot's database back to the baseline.
pub trait Reset: Send + 'static {
    /// Restores, and says what it did. Never call it while a request or job of the slot is in flight.
    ///
    /// # Errors
    /// The reset could not be proved: the run fails.
    fn restore(&mut self) -> impl Future<Output = Result<Restored, IsolationError>> + Send;
}

/// What a restore did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The time it took.
    pub duration: Duration,
    /// Tables that had been written to. A store that only knows *whether* something was written says 0 or 1.
    pub dirty_tables: usize,
    /// Whether the slot's database was dropped and made anew (DDL, a lost connection): the server's open
    /// connections to it are gone.
    pub rebuilt: bool,
}
