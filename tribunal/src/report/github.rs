//! The report for GitHub Actions: workflow commands, which the runner shows as annotations on the document's lines.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::{json, plain::visible, redact::Redactor};
use crate::{
    document::Document,
    result::{RunResult, Verdict},
};

/// One `::error` for each cause and for whatever could not be tried, and a `::notice` with the counts. GitHub shows ten
/// errors of a step, so that cases of one cause share one. No secret is in it.
///
/// Files are as the user named the document: GitHub takes them from the root of the repository.
pub fn render(document: &Document, run: &RunResult) -> String {
    let report = json::report(document, run);
    let mut lines = Vec::new();
    for finding in &report.findings {
        let mut message = finding.message.clone();
        if finding.cases.len() > 1 {
            message = format!("{message}\n{} cases: {}", finding.cases.len(), finding.cases.join(", "));
        }
        let (expected, actual, curl) = (&finding.expected, &finding.actual, &finding.curl);
        message = format!("{message}\nexpected: {expected}\nactual: {actual}\nreplay: {curl}");
        let title = format!("{}: {}", finding.check, finding.operation);
        lines.push(error(&place(&finding.document.file, finding.document.line), &title, &message));
    }
    for result in &run.transactions {
        if let Verdict::Error(reason) = &result.verdict {
            let (redactor, position) = (Redactor::of(result), &result.transaction.position);
            let place = place(&redactor.text(&position.file), position.line);
            lines.push(error(&place, &result.transaction.id, &redactor.text(reason)));
        }
    }
    for broken in &report.errors {
        lines.push(error("", "tribunal", broken));
    }
    if run.excess_skips() > 0 {
        let allowed = run.max_skips.unwrap_or_default();
        let message = format!("{} not judged, {allowed} allowed", run.unjudged().count());
        lines.push(error("", "skips", &message));
    }
    if !run.proves_something() {
        lines.push(error("", "tribunal", "nothing was judged, so this run proves nothing"));
    }
    let sums = &report.summary;
    lines.push(format!(
        "::notice title=tribunal::{} passed, {} failed, {} skipped, {} untested, {} errors\n",
        sums.passed, sums.failed, sums.skipped, sums.untested, sums.errors
    ));
    lines.concat()
}

/// `file=api.yaml,line=3,`; nothing for a document from elsewhere, which is not in the repository.
fn place(file: &str, line: u32) -> String {
    if file.contains("://") { String::new() } else { format!("file={},line={line},", property(file)) }
}

fn error(place: &str, title: &str, message: &str) -> String {
    format!("::error {place}title={}::{}\n", property(title), data(message))
}

/// As the runner reads it back (`@actions/core`, `escapeData`). Each command stays one line.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\n', "%0A")
}

/// The same for what stands before the message (`escapeProperty`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
