//! A whole run: what broke, in full, and the summary.

use super::{Look, render_failure, render_summary};
use crate::{document::Document, result::RunResult};

/// Every failure in full, in plan order, then the summary. Ends with a line feed. No secret is in it.
pub fn render_run<'a>(document: &Document, run: &RunResult, look: impl Into<Look<'a>>) -> String {
    let look = look.into();
    let failures = run.broken().map(|result| render_failure(document, result, look.style) + "\n");
    failures.collect::<String>() + &render_summary(run, look)
}
