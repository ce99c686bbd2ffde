//! The report in dots: one sign for each transaction, then what broke and the summary.

use super::console::{Ink, Look, Style, render_run};
use crate::{
    document::Document,
    result::{RunResult, Skip, Verdict},
};

/// Signs in one line.
const WIDTH: usize = 80;

/// `.` passed, `F` failed, `E` error, `-` skipped, `u` untested, in plan order; then the console's report.
pub fn render<'a>(document: &Document, run: &RunResult, look: impl Into<Look<'a>>) -> String {
    let look = look.into();
    let mut text = String::new();
    for line in run.transactions.chunks(WIDTH) {
        text.extend(line.iter().map(|result| sign(&result.verdict, look.style)));
        text.push('\n');
    }
    format!("{text}\n{}", render_run(document, run, look))
}

fn sign(verdict: &Verdict, style: Style) -> String {
    let (ink, sign) = match verdict {
        Verdict::Passed => (Ink::Good, '.'),
        Verdict::Failed => (Ink::Bad, 'F'),
        Verdict::Error(_) => (Ink::Bad, 'E'),
        Verdict::Skipped(Skip::Untested(_)) => (Ink::Warning, 'u'),
        Verdict::Skipped(Skip::Hook(_) | Skip::Filtered(_) | Skip::NotRun(_)) => (Ink::Warning, '-'),
    };
    style.paint(ink, sign)
}
