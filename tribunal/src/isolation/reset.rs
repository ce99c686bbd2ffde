//! The seam between the run and any store that can go back to a baseline.

use std::{future::Future, ops::AddAssign, time::Duration};

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
    /// Whether the schema was made anew in place (DDL in a database that is a user's own): connections stay open.
    pub healed: bool,
}

/// Restores that had to make the schema anew, and what that took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilds {
    /// How many there were.
    pub times: usize,
    /// All of them together.
    pub duration: Duration,
}

impl Rebuilds {
    /// Counts a restore, if it was one of these.
    pub(super) fn count(&mut self, restored: &Restored) {
        if restored.rebuilt || restored.healed {
            *self += Self { times: 1, duration: restored.duration };
        }
    }
}

impl AddAssign for Rebuilds {
    fn add_assign(&mut self, other: Self) {
        self.times += other.times;
        self.duration += other.duration;
    }
}
