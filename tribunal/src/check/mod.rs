//! Checks: one rule about one exchange each, one file each.

mod subject;

pub use subject::{Examples, Strictness, TransactionUnderCheck};

use crate::result::Finding;

/// Makes every check. No finding means that the exchange kept every promise.
pub fn all(_exchange: &TransactionUnderCheck<'_>) -> Vec<Finding> {
    Vec::new()
}
