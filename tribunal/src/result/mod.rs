//! What came of a run, as plain values. Reports are pure functions of these.

mod about;
mod summary;
mod values;

pub use about::{About, Expectation};
pub use summary::{Percentiles, Summary, Untried};
pub use values::{Finding, RunResult, Skip, TransactionResult, Verdict};
