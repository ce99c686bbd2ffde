//! How a run is to be made.

use std::time::Duration;

use crate::{
    check::{Examples, Strictness},
    isolation::DatabaseChoice,
    transport::{Headers, Limits},
};

/// Where the slots' databases come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Provision {
    /// New databases of the engine that [`RunOptions::database`] names; the server prepares one, each slot has a copy.
    #[default]
    Fresh,
    /// The database of that URL as it stands, which the server under test already uses: its state now is
    /// the baseline. There is one such database, so there is one slot.
    AsItStands(String),
    /// No database is known: nothing is restored.
    Nothing,
}

/// What happens to a slot after each transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResetMode {
    /// It is put back to the baseline.
    #[default]
    Snapshot,
    /// Nothing; transactions see what earlier ones left behind.
    None,
}

/// How a run is to be made.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// How many databases with a running server each.
    pub slots: usize,
    /// How many transactions run at once; `None`: half the slots, so that the others are restored meanwhile.
    pub workers: Option<usize>,
    /// Which engine fresh databases are of.
    pub database: DatabaseChoice,
    /// Where databases come from.
    pub provision: Provision,
    /// What happens to a slot after each transaction.
    pub reset: ResetMode,
    /// How responses are compared with examples.
    pub examples: Examples,
    /// Which rules hold that `OpenAPI` leaves open.
    pub strictness: Strictness,
    /// Headers of every request that does not have them yet; credentials among them are nobody's but [`crate::plan::Actor::Default`]'s.
    pub headers: Headers,
    /// How many transactions may be skipped before the run counts as failed.
    pub max_skips: Option<usize>,
    /// Begin no further transaction after the first that did not pass.
    pub fail_fast: bool,
    /// How long one hook may take.
    pub hook_timeout: Duration,
    /// How long a slot may take to settle and be restored.
    pub restore_timeout: Duration,
    /// What one exchange may cost.
    pub limits: Limits,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            slots: 4,
            workers: None,
            database: DatabaseChoice::default(),
            provision: Provision::default(),
            reset: ResetMode::default(),
            examples: Examples::default(),
            strictness: Strictness::default(),
            headers: Headers::new(),
            max_skips: None,
            fail_fast: false,
            hook_timeout: Duration::from_secs(10),
            restore_timeout: Duration::from_mins(1),
            limits: Limits::default(),
        }
    }
}

impl RunOptions {
    /// How many slots there will be, at least one.
    pub(super) fn slot_count(&self) -> usize {
        if matches!(self.provision, Provision::AsItStands(_)) { 1 } else { self.slots.max(1) }
    }

    /// How many transactions run at once, at least one and never more than there are slots.
    ///
    /// Without restores a slot is free again at once, so all of them work.
    pub(super) fn worker_count(&self, slots: usize, restored: bool) -> usize {
        let restoring = self.reset == ResetMode::Snapshot && restored;
        let default = if restoring { slots.div_ceil(2) } else { slots };
        self.workers.unwrap_or(default).clamp(1, slots.max(1))
    }
}
