//! Fills the shape of the JSON report from a run.

use std::{collections::HashMap, time::Duration};

use serde_json::{Map, Value};

use super::model::{
    DocumentReport, FindingReport, Milliseconds, PlaceReport, RebuildsReport, Report, RequestReport,
    ResponseReport, SummaryReport, TransactionReport, UntestedReport, UntriedReport,
};
use crate::{
    check::without_indices,
    document::{Document, Position},
    plan::{OperationRef, Untested},
    report::{curl, excerpt::Content, planned, redact::Redactor, shown::Shown},
    result::{Finding, RunResult, TransactionResult},
    transport::{Body, Headers},
};

/// The whole run as one JSON object. No secret is in it.
pub fn render(document: &Document, run: &RunResult) -> Value {
    serde_json::to_value(report(document, run)).unwrap_or_default()
}

/// The whole run in the shape of the report.
pub fn report(document: &Document, run: &RunResult) -> Report {
    let mut causes = Causes::default();
    let transactions = run.transactions.iter().map(|result| transaction(result, &mut causes)).collect();
    let redactor = Redactor::by_look();
    Report {
        tool: concat!("tribunal ", env!("CARGO_PKG_VERSION")).to_owned(),
        document: DocumentReport {
            file: redactor.text(document.file_name()),
            title: document.title().to_owned(),
        },
        summary: summary(run, &redactor),
        transactions,
        findings: causes.findings,
        untested: run.untested.iter().map(|one| untested(one, &redactor)).collect(),
        errors: run.errors.iter().map(|error| redactor.text(error)).collect(),
    }
}

fn summary(run: &RunResult, redactor: &Redactor<'_>) -> SummaryReport {
    let summary = run.summary();
    SummaryReport {
        passed: summary.passed,
        failed: summary.failed,
        skipped: summary.skipped,
        errors: summary.errors,
        untested: summary.untested,
        untried: UntriedReport {
            operations: summary.untried.operations,
            callbacks: summary.untried.callbacks,
            webhooks: summary.untried.webhooks,
        },
        duration_ms: millis(summary.duration),
        reset_ms: Milliseconds {
            p50: millis(summary.reset.p50),
            p95: millis(summary.reset.p95),
            max: millis(summary.reset.max),
        },
        requests: summary.requests,
        database: run.database.as_deref().map(|database| redactor.text(database)),
        rebuilds: (run.rebuilds.times > 0).then(|| RebuildsReport {
            times: run.rebuilds.times,
            duration_ms: millis(run.rebuilds.duration),
        }),
    }
}

fn untested(untested: &Untested, redactor: &Redactor<'_>) -> UntestedReport {
    UntestedReport {
        id: redactor.text(&untested.id),
        kind: untested.kind,
        operation: untested.operation.as_ref().map(OperationRef::label),
        reason: redactor.text(&untested.reason),
        document: place(&untested.position, redactor),
    }
}

fn place(position: &Position, redactor: &Redactor<'_>) -> PlaceReport {
    PlaceReport {
        file: redactor.text(&position.file),
        line: position.line,
        pointer: position.pointer.to_string(),
    }
}

fn transaction(result: &TransactionResult, causes: &mut Causes) -> TransactionReport {
    let redactor = Redactor::of(result);
    let transaction = &result.transaction;
    TransactionReport {
        id: transaction.id.clone(),
        name: transaction.name.clone(),
        operation: transaction.operation.label(),
        status: transaction.expected.status,
        example: transaction.example.clone(),
        actor: planned::actor(&transaction.actor).map(str::to_owned),
        verdict: result.verdict.word(),
        reason: result.verdict.reason().map(|reason| redactor.text(reason)),
        duration_ms: millis(result.duration),
        reset_ms: millis(result.reset),
        request: RequestReport {
            method: transaction.request.method.clone(),
            url: curl::url(result, &redactor),
            headers: headers(&transaction.request.headers, &redactor),
            body: body(&transaction.request.body, &redactor),
        },
        response: result.response.as_ref().map(|response| ResponseReport {
            status: response.status,
            headers: headers(&response.headers, &redactor),
            body: body(&response.body, &redactor),
            bytes: response.body.0.len(),
            duration_ms: millis(response.duration),
        }),
        findings: result.findings.iter().map(|finding| causes.add(finding, result, &redactor)).collect(),
    }
}

/// Findings by what causes them: operation, check, rule and place in the body.
#[derive(Default)]
struct Causes {
    findings: Vec<FindingReport>,
    known: HashMap<String, usize>,
}

impl Causes {
    /// Adds a case, and gives the id of its cause.
    fn add(&mut self, finding: &Finding, result: &TransactionResult, redactor: &Redactor<'_>) -> String {
        let operation = result.transaction.operation.label();
        let spot = finding.response_pointer.as_ref().map(without_indices);
        let rule = &finding.position;
        // Some rules are broken in several ways at one place: a header's name or a keyword tells them apart.
        let detail = finding.id.strip_prefix(&result.transaction.id).unwrap_or(&finding.id);
        let detail = if spot.is_some() { "" } else { detail };
        let key = format!("{operation}\0{}\0{rule}\0{spot:?}\0{detail}", finding.check);
        let index = *self.known.entry(key).or_insert_with(|| {
            let shown = Shown::of(finding, redactor);
            self.findings.push(FindingReport {
                id: redactor.text(&finding.id),
                check: finding.check.to_owned(),
                operation,
                document: place(rule, redactor),
                response_pointer: finding.response_pointer.as_ref().map(ToString::to_string),
                expected: shown.expected,
                actual: shown.actual,
                message: shown.message,
                curl: curl::line(result, redactor),
                cases: Vec::new(),
            });
            self.findings.len() - 1
        });
        let Some(cause) = self.findings.get_mut(index) else { return finding.id.clone() };
        if cause.cases.last() != Some(&result.transaction.id) {
            cause.cases.push(result.transaction.id.clone());
        }
        cause.id.clone()
    }
}

fn headers(headers: &Headers, redactor: &Redactor<'_>) -> Map<String, Value> {
    let mut map: Map<String, Value> = Map::new();
    for (name, value) in headers.iter() {
        let value = redactor.header(name, value);
        let joined = match map.get(name).and_then(Value::as_str) {
            Some(known) => format!("{known}, {value}"),
            None => value,
        };
        map.insert(name.to_owned(), Value::String(joined));
    }
    map
}

fn body(body: &Body, redactor: &Redactor<'_>) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    match Content::of(body, redactor) {
        Content::Json(json) => json,
        Content::Text(text) | Content::Binary(text) => Value::String(text),
    }
}

fn millis(duration: Duration) -> f64 {
    // Nanoseconds are noise: six decimals of a millisecond are all there is.
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}
