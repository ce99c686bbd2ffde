//! A failing transaction, told as a compiler tells an error.

use http::StatusCode;
use serde_json::Value;

use super::{
    diff, line,
    look::{Ink, Look, Style},
    source,
};
use crate::{
    document::{Document, Position},
    report::{curl, excerpt, plain::one_line, redact::Redactor, shown::Shown},
    result::{Finding, TransactionResult, Verdict},
    transport::Response,
};

/// Findings of one transaction told in full.
const MAX_FINDINGS: usize = 12;

/// A failing transaction with all its findings: the rule's line in the document, expected against actual,
/// request, response and the command that replays it. Ends with a line feed. No secret is in it.
pub fn render_failure<'a>(
    document: &Document,
    result: &TransactionResult,
    look: impl Into<Look<'a>>,
) -> String {
    let look = look.into();
    let (style, redactor) = (look.style, Redactor::of(result));
    let mut lines = vec![line::render_line(result, look)];
    if let Verdict::Error(reason) = &result.verdict {
        lines.push(String::new());
        lines.push(headline("exchange", &redactor.text(reason), style));
        lines.extend(source::render(document, &result.transaction.position, &redactor, style));
    }
    for finding in result.findings.iter().take(MAX_FINDINGS) {
        lines.push(String::new());
        lines.extend(told(document, finding, &redactor, style));
    }
    if result.findings.len() > MAX_FINDINGS {
        lines.push(String::new());
        lines.push(format!("… and {} findings more", result.findings.len() - MAX_FINDINGS));
    }
    lines.push(String::new());
    lines.extend(exchange(result, &redactor, style));
    if let Some(hint) = look.hint {
        lines.extend(field("hint", vec![one_line(hint)], style));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn headline(code: &str, message: &str, style: Style) -> String {
    let error = style.paint(Ink::Bad, format!("error[{code}]"));
    format!("{error}{}", style.paint(Ink::Strong, format!(": {}", one_line(message))))
}

fn told(document: &Document, finding: &Finding, redactor: &Redactor<'_>, style: Style) -> Vec<String> {
    let shown = Shown::of(finding, redactor);
    let mut lines = vec![headline(finding.check, &shown.message, style)];
    lines.extend(source::render(document, &finding.position, redactor, style));
    if finding.expected == Value::Null && finding.actual == Value::Null {
        return lines;
    }
    let margin = " ".repeat(margin(&finding.position));
    let equals = style.paint(Ink::Frame, "=");
    let place = finding.response_pointer.as_ref().map(|pointer| match pointer.as_str() {
        "" => " of the body".to_owned(),
        place => format!(" at {}", one_line(&redactor.text(place))),
    });
    lines.push(format!("{margin}{equals} expected (-), actual (+){}", place.unwrap_or_default()));
    lines.extend(
        diff::render(&shown.expected, &shown.actual, style)
            .into_iter()
            .map(|line| format!("{margin}  {line}")),
    );
    lines
}

/// The column of the bar under the source line.
fn margin(position: &Position) -> usize {
    position.line.to_string().len() + 3
}

fn exchange(result: &TransactionResult, redactor: &Redactor<'_>, style: Style) -> Vec<String> {
    let request = &result.transaction.request;
    let mut sent = vec![one_line(&format!("{} {}", request.method, curl::url(result, redactor)))];
    sent.extend(excerpt::lines(&request.body, redactor));
    let mut lines = field("request", sent, style);
    if let Some(response) = &result.response {
        let mut came = vec![status_line(response, redactor)];
        came.extend(excerpt::lines(&response.body, redactor));
        lines.extend(field("response", came, style));
    }
    lines.extend(field("replay", vec![curl::line(result, redactor)], style));
    lines
}

/// `200 OK, application/json, 57 bytes, 3 ms`.
fn status_line(response: &Response, redactor: &Redactor<'_>) -> String {
    let reason = StatusCode::from_u16(response.status).ok().and_then(|status| status.canonical_reason());
    let media = response.headers.get("content-type").map(|media| redactor.text(media));
    let mut parts =
        vec![format!("{}{}", response.status, reason.map(|text| format!(" {text}")).unwrap_or_default())];
    parts.extend(media);
    parts.push(format!("{} bytes", response.body.0.len()));
    parts.push(format!("{} ms", response.duration.as_millis()));
    one_line(&parts.join(", "))
}

/// A label in front of lines.
fn field(label: &str, values: Vec<String>, style: Style) -> Vec<String> {
    let mut label = Some(style.paint(Ink::Frame, format!("  {label:<10}")));
    values
        .into_iter()
        .map(|value| format!("{}{value}", label.take().unwrap_or_else(|| " ".repeat(12))))
        .collect()
}
