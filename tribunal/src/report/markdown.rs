//! The report in Markdown, for a summary of a CI job or a comment on a change.
//!
//! Whatever came from outside stands in code, where it is neither markup nor a link nor a mention.

use super::{
    console::{Style, not_tried, render_failure},
    plain::{one_line, visible},
    redact::Redactor,
};
use crate::{document::Document, result::RunResult};

/// Failures told in full: a job's summary on GitHub holds one mebibyte.
const MAX_FAILURES: usize = 50;
/// Rows of the table of what was not judged.
const MAX_ROWS: usize = 200;

/// Counts, every failure as the console tells it, and what was not judged and why. No secret is in it.
pub fn render(document: &Document, run: &RunResult) -> String {
    let verdict = match run.exit_code() {
        0 => "passed",
        1 => "failed",
        _ => "broken",
    };
    let redactor = Redactor::by_look();
    let title = code(&redactor.text(document.title()));
    let mut parts = vec![format!("# {title}: {verdict}\n\n{}", counts(run))];
    if let Some(database) = &run.database {
        parts.push(format!("\nDatabase: {}\n", code(&redactor.text(database))));
    }
    if let Some(untried) = not_tried(run.summary().untried) {
        parts.push(format!("\nNot tried: {untried}.\n"));
    }
    if run.excess_skips() > 0 {
        let allowed = run.max_skips.unwrap_or_default();
        parts.push(format!("\n{} not judged, {allowed} allowed.\n", run.unjudged().count()));
    }
    if !run.proves_something() {
        parts.push("\nNothing was judged, so this run proves nothing.\n".to_owned());
    }
    for error in &run.errors {
        parts.push(format!("\nError: {}\n", code(&redactor.text(error))));
    }
    let broken = run.broken().count();
    if broken > 0 {
        parts.push("\n## What broke\n".to_owned());
    }
    for result in run.broken().take(MAX_FAILURES) {
        let told = render_failure(document, result, Style::Plain);
        parts.push(format!("\n### {}\n\n{}", code(&result.transaction.id), fenced(&told)));
    }
    if broken > MAX_FAILURES {
        parts.push(format!("\n… {} more\n", broken - MAX_FAILURES));
    }
    parts.push(unjudged(run));
    parts.concat()
}

fn counts(run: &RunResult) -> String {
    let sums = run.summary();
    let row = [sums.passed, sums.failed, sums.errors, sums.skipped, sums.untested, sums.requests];
    let row = row.map(|count| count.to_string()).join(" | ");
    format!(
        "| passed | failed | errors | skipped | untested | requests | time |\n|--:|--:|--:|--:|--:|--:|--:|\n| {row} | {:.2} s |\n",
        sums.duration.as_secs_f64()
    )
}

fn unjudged(run: &RunResult) -> String {
    let judged = ["passed", "failed", "error"];
    let rows = run.transactions.iter().filter(|result| !judged.contains(&result.verdict.word()));
    let rows = rows.map(|result| {
        let reason = Redactor::of(result).text(result.verdict.reason().unwrap_or_default());
        (result.transaction.id.clone(), result.verdict.word(), reason)
    });
    let redactor = Redactor::by_look();
    let unsolicited = run.untested.iter();
    let unsolicited = unsolicited.map(|one| (redactor.text(&one.id), "untested", redactor.text(&one.reason)));
    let rows: Vec<(String, &str, String)> = rows.chain(unsolicited).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut parts = vec!["\n## Not judged\n\n| example | verdict | why |\n|--|--|--|\n".to_owned()];
    for (id, verdict, reason) in rows.iter().take(MAX_ROWS) {
        parts.push(format!("| {} | {verdict} | {} |\n", cell(id), cell(reason)));
    }
    if rows.len() > MAX_ROWS {
        parts.push(format!("\n… {} more\n", rows.len() - MAX_ROWS));
    }
    parts.concat()
}

/// Code in a line (`CommonMark` section 6.1): delimited by more backticks than the text has in a row.
fn code(text: &str) -> String {
    let text = one_line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// The same in a table, where a bar ends a cell even in code (GFM section 4.10).
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A block of code (`CommonMark` section 4.5), whatever fences are in it.
fn fenced(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat((longest_run(&text) + 1).max(3));
    format!("{fence}text\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
