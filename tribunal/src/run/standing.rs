//! Servers that stand already, one for each slot.

use crate::isolation::CommandReset;

/// A server for one slot, and what puts the store that it works on back. Each must have a server and a store of its own:
/// what two slots share would make verdicts depend on what the other one does.
#[derive(Clone, Debug)]
pub struct Standing<S> {
    /// Gives the slot its instance.
    pub server: S,
    /// What puts its store back.
    pub baseline: Baseline,
}

/// What a slot of a standing server goes back to.
#[derive(Clone, Debug)]
pub enum Baseline {
    /// Nothing is known of its store, and nothing is restored. Such slots may have one server together.
    Unknown,
    /// What the database of that URL holds when the session opens.
    Database(String),
    /// What a command makes of the store: before the first transaction, too.
    Command(CommandReset),
}

impl Baseline {
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }
}
