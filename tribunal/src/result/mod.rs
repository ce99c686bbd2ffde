//! What came of a run, as plain values. Reports are pure functions of these.

mod summary;
mod values;

pub use summary::{Percentiles, Summary, Untried};
pub use values::{Finding, RunResult, Skip, TransactionResult, Verdict};
