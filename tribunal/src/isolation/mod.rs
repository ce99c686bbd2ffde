//! The reset: before every transaction the database is a fresh one, at no cost.

use std::future::Future;
use std::time::Duration;

/// Puts one slot's database back to the baseline.
pub trait Reset: Send + 'static {
    /// Restores, and says what it did. An error means the reset could not be proved: the run fails.
    fn restore(&mut self) -> impl Future<Output = Result<Restored, IsolationError>> + Send;
}

/// What a restore did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The time it took.
    pub duration: Duration,
    /// Tables that had been written to.
    pub dirty_tables: usize,
    /// Whether the slot had to be rebuilt (DDL, TRUNCATE, a lost connection).
    pub rebuilt: bool,
}

/// Why there is no fresh database.
#[derive(Debug, thiserror::Error)]
pub enum IsolationError {
    /// No rung of the ladder gave a database.
    #[error("no database: {0}")]
    Unavailable(String),
    /// The database could not be brought back to the baseline.
    #[error("the reset failed: {0}")]
    Restore(String),
}
