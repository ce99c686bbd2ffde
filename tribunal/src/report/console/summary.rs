//! A whole run at its end: what was not judged and why, what broke, and the figures.

use std::time::Duration;

use super::{
    look::{Ink, Look, Style},
    plan::counted,
};
use crate::{
    report::{plain::one_line, redact::Redactor},
    result::{RunResult, Skip, TransactionResult, Untried, Verdict},
};

/// Transactions listed under one heading at most.
const MAX_LISTED: usize = 200;

/// The untested and the skipped with their reasons, errors, counts, database and reset times. Ends with a line feed.
pub fn render_summary<'a>(run: &RunResult, look: impl Into<Look<'a>>) -> String {
    let look = look.into();
    let style = look.style;
    let mut lines = Vec::new();
    let of =
        |wanted: fn(&Verdict) -> bool| run.transactions.iter().filter(move |result| wanted(&result.verdict));
    let unsolicited = run.untested.iter().map(|untested| {
        let redactor = Redactor::by_look();
        (redactor.text(&untested.id), redactor.text(&untested.reason))
    });
    let untested = of(|v| matches!(v, Verdict::Skipped(Skip::Untested(_)))).map(told).chain(unsolicited);
    list("untested", untested, Ink::Warning, style, &mut lines);
    let skipped = of(|v| matches!(v, Verdict::Skipped(Skip::Hook(_))));
    list("skipped", skipped.map(told), Ink::Warning, style, &mut lines);
    count("filtered", of(|v| matches!(v, Verdict::Skipped(Skip::Filtered(_)))), style, &mut lines);
    count("not run", of(|v| matches!(v, Verdict::Skipped(Skip::NotRun(_)))), style, &mut lines);
    list("failed", of(|v| *v == Verdict::Failed).map(told), Ink::Bad, style, &mut lines);
    list("errors", of(|v| matches!(v, Verdict::Error(_))).map(told), Ink::Bad, style, &mut lines);
    lines.push(render_figures(run, style));
    if let Some(hint) = look.hint.filter(|_| of(|verdict| *verdict == Verdict::Failed).next().is_some()) {
        lines.push(format!("{}      {}", style.paint(Ink::Frame, "hint"), one_line(hint)));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What broke outside any transaction, counts, database and reset times, without the lists.
pub(in crate::report) fn render_figures(run: &RunResult, style: Style) -> String {
    let error = |error: &String| {
        let text = one_line(&Redactor::by_look().text(error));
        format!("{}: {text}", style.paint(Ink::Bad, "error"))
    };
    let mut lines: Vec<String> = run.errors.iter().map(error).collect();
    if !run.errors.is_empty() {
        lines.push(String::new());
    }
    lines.extend(figures(run, style));
    lines.join("\n")
}

/// What a list says of one transaction: its id, and why it is there.
fn told(result: &TransactionResult) -> (String, String) {
    (result.transaction.id.clone(), reason(result))
}

fn list(
    heading: &str,
    rows: impl Iterator<Item = (String, String)>,
    ink: Ink,
    style: Style,
    lines: &mut Vec<String>,
) {
    let rows: Vec<(String, String)> = rows.map(|(id, why)| (one_line(&id), one_line(&why))).collect();
    if rows.is_empty() {
        return;
    }
    lines.push(style.paint(ink, format!("{heading} ({})", rows.len())));
    let shown = rows.iter().take(MAX_LISTED);
    let width = shown.clone().map(|(id, _)| id.chars().count()).max().unwrap_or_default().min(60);
    lines.extend(shown.map(|(id, why)| format!("  {id:<width$}  {why}")));
    if rows.len() > MAX_LISTED {
        lines.push(format!("  … {} more", rows.len() - MAX_LISTED));
    }
    lines.push(String::new());
}

/// Nobody needs the names of what was left out on purpose, or all at once: how many for each reason is enough.
fn count<'r>(
    heading: &str,
    results: impl Iterator<Item = &'r TransactionResult>,
    style: Style,
    lines: &mut Vec<String>,
) {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for result in results {
        let reason = one_line(&reason(result));
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, times)) => *times += 1,
            None => reasons.push((reason, 1)),
        }
    }
    for (reason, times) in &reasons {
        lines.push(format!("{}  {reason}", style.paint(Ink::Warning, format!("{heading} ({times})"))));
    }
    if !reasons.is_empty() {
        lines.push(String::new());
    }
}

/// Why it was not judged; of a failed one the codes of its findings.
fn reason(result: &TransactionResult) -> String {
    if let Some(reason) = result.verdict.reason() {
        return Redactor::of(result).text(reason);
    }
    let mut codes: Vec<&str> = result.findings.iter().map(|finding| finding.check).collect();
    codes.dedup();
    format!(
        "{} at {}",
        codes.join(", "),
        result.findings.first().map_or(&result.transaction.position, |f| &f.position)
    )
}

fn figures(run: &RunResult, style: Style) -> Vec<String> {
    let summary = run.summary();
    let (ink, word) = match run.exit_code() {
        0 => (Ink::Good, "passed"),
        1 => (Ink::Bad, "FAILED"),
        _ => (Ink::Bad, "BROKEN"),
    };
    let label = |name: &str| style.paint(Ink::Frame, format!("{name:<10}"));
    let mut lines = vec![format!(
        "{}    {} passed, {} failed, {} skipped, {} untested, {} errors; {} requests in {:.2} s",
        style.paint(ink, word),
        summary.passed,
        summary.failed,
        summary.skipped,
        summary.untested,
        summary.errors,
        summary.requests,
        summary.duration.as_secs_f64()
    )];
    if let Some(untried) = not_tried(summary.untried) {
        lines.push(format!("{}{untried}", label("not tried")));
    }
    if run.excess_skips() > 0 {
        let allowed = run.max_skips.unwrap_or_default();
        lines.push(format!("{}{} not judged, {allowed} allowed", label("skips"), run.unjudged().count()));
    }
    if !run.proves_something() {
        lines.push(format!("{}nothing was judged, so this run proves nothing", label("note")));
    }
    match &run.database {
        None => {
            lines.push(format!("{}none: the state is whatever earlier transactions left", label("database")));
        }
        Some(database) => {
            lines.push(format!("{}{}", label("database"), one_line(&Redactor::by_look().text(database))));
            let (p50, p95, max) = (summary.reset.p50, summary.reset.p95, summary.reset.max);
            lines.push(format!(
                "{}p50 {}, p95 {}, max {}",
                label("reset"),
                millis(p50),
                millis(p95),
                millis(max)
            ));
            if run.rebuilds.times > 0 {
                lines.push(format!(
                    "{}made anew by {} of the resets, {:.2} s in all: hooks that reset the database are no longer needed",
                    label("schema"),
                    run.rebuilds.times,
                    run.rebuilds.duration.as_secs_f64()
                ));
            }
        }
    }
    lines
}

/// `1 operation, 2 callbacks`; `None` if all was tried in some way.
pub(in crate::report) fn not_tried(untried: Untried) -> Option<String> {
    let Untried { operations, callbacks, webhooks } = untried;
    let parts = [(operations, "operation"), (callbacks, "callback"), (webhooks, "webhook")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, word)| counted(count, word)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Milliseconds with three decimals: a reset in the background takes microseconds.
fn millis(duration: Duration) -> String {
    format!("{:.3} ms", duration.as_secs_f64() * 1_000.0)
}
