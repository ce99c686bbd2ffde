//! What happens while a run goes on, for progress bars and live reports.

use std::sync::Arc;

use crate::result::TransactionResult;

/// Something happened. With several slots, events of different transactions interleave.
#[derive(Clone, Debug)]
pub enum Event {
    /// A transaction has its slot and begins.
    Started {
        /// The transaction's id.
        id: String,
    },
    /// A transaction has its verdict.
    Finished(Arc<TransactionResult>),
    /// No further transaction will begin.
    Stopped {
        /// Why, as a sentence.
        reason: String,
    },
}
