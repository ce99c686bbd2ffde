//! The report for CI servers: `JUnit` XML.

use crate::result::RunResult;

/// The whole run as one XML document.
pub fn render(run: &RunResult) -> String {
    format!("<testsuites tests=\"{}\"/>", run.transactions.len())
}
