//! The shape of the JSON report.

use serde::Serialize;
use serde_json::{Map, Value};

/// The whole run.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// `tribunal` and its version.
    pub tool: String,
    /// The document tried against.
    pub document: DocumentReport,
    /// The run in numbers.
    pub summary: SummaryReport,
    /// One for each planned transaction, in plan order.
    pub transactions: Vec<TransactionReport>,
    /// One for each cause.
    pub findings: Vec<FindingReport>,
    /// What is documented and no request to the API proves: callbacks and webhooks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub untested: Vec<UntestedReport>,
    /// What broke outside any transaction.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

/// The document tried against.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentReport {
    /// The file as the user named it.
    pub file: String,
    /// `info.title`.
    pub title: String,
}

/// The run in numbers.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryReport {
    /// Sent, and every check held.
    pub passed: usize,
    /// A check found something, or a hook said `fail`.
    pub failed: usize,
    /// Left out by a hook or a filter, or not reached.
    pub skipped: usize,
    /// Could not be tried, in or outside a transaction.
    pub errors: usize,
    /// Documented, but nothing provokes it; callbacks and webhooks are among these.
    pub untested: usize,
    /// What was not tried in any way.
    pub untried: UntriedReport,
    /// The whole run, in milliseconds.
    pub duration_ms: f64,
    /// What a reset cost on the critical path.
    pub reset_ms: Milliseconds,
    /// Requests that were answered.
    pub requests: usize,
    /// Which database the slots had; `null` without a reset.
    pub database: Option<String>,
    /// The resets that had to make the schema anew; left out where none had to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rebuilds: Option<RebuildsReport>,
}

/// The resets that had to make the schema anew.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RebuildsReport {
    /// How many there were.
    pub times: usize,
    /// All of them together, in milliseconds.
    pub duration_ms: f64,
}

/// What is documented, and of which no example was judged or broke.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct UntriedReport {
    /// Operations, of those that no filter has left out.
    pub operations: usize,
    /// Callbacks.
    pub callbacks: usize,
    /// Webhooks.
    pub webhooks: usize,
}

/// A callback or a webhook.
#[derive(Clone, Debug, Serialize)]
pub struct UntestedReport {
    /// `callback subscribe/onEvent POST {$request.body#/url}` or `webhook newPet POST`.
    pub id: String,
    /// `callback` or `webhook`.
    pub kind: &'static str,
    /// The operation that causes a callback.
    pub operation: Option<String>,
    /// Why it is not tried.
    pub reason: String,
    /// Where it stands.
    pub document: PlaceReport,
}

/// The spread of a duration, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Milliseconds {
    /// The median.
    pub p50: f64,
    /// Nineteen of twenty are at most this.
    pub p95: f64,
    /// The longest.
    pub max: f64,
}

/// One transaction.
#[derive(Clone, Debug, Serialize)]
pub struct TransactionReport {
    /// Unique and stable.
    pub id: String,
    /// Dredd's name.
    pub name: String,
    /// `operationId`, else method and path.
    pub operation: String,
    /// The expected status.
    pub status: u16,
    /// The name of the example.
    pub example: Option<String>,
    /// Who sent it: a name, or `anonymous`; `null` for nobody in particular.
    pub actor: Option<String>,
    /// `passed`, `failed`, `skipped`, `untested` or `error`.
    pub verdict: &'static str,
    /// Why it was not judged or could not be tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// From taking a slot to the verdict, in milliseconds.
    pub duration_ms: f64,
    /// What the reset before it cost, in milliseconds.
    pub reset_ms: f64,
    /// What was, or would have been, sent.
    pub request: RequestReport,
    /// What came.
    pub response: Option<ResponseReport>,
    /// Ids of its findings.
    pub findings: Vec<String>,
}

/// A request. Secrets are hidden, bodies cut to a bounded size.
#[derive(Clone, Debug, Serialize)]
pub struct RequestReport {
    /// `GET`, `POST`...
    pub method: String,
    /// The whole URL; path and query only if it was never sent.
    pub url: String,
    /// Header fields; those of one name joined by a comma.
    pub headers: Map<String, Value>,
    /// JSON as JSON, other text as text, anything else described; `null` for none.
    pub body: Value,
}

/// A response. Secrets are hidden, bodies cut to a bounded size.
#[derive(Clone, Debug, Serialize)]
pub struct ResponseReport {
    /// The status code.
    pub status: u16,
    /// Header fields; those of one name joined by a comma.
    pub headers: Map<String, Value>,
    /// JSON as JSON, other text as text, anything else described; `null` for none.
    pub body: Value,
    /// The size of the whole body.
    pub bytes: usize,
    /// From the first byte sent to the last received, in milliseconds.
    pub duration_ms: f64,
}

/// One cause, and where it showed.
#[derive(Clone, Debug, Serialize)]
pub struct FindingReport {
    /// The id of the first case.
    pub id: String,
    /// The check's code.
    pub check: String,
    /// The operation.
    pub operation: String,
    /// The place of the rule.
    pub document: PlaceReport,
    /// The place in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_pointer: Option<String>,
    /// What the document promises.
    pub expected: Value,
    /// What came; `"<absent>"` if nothing did.
    pub actual: Value,
    /// One sentence.
    pub message: String,
    /// The command line that sends the request again.
    pub curl: String,
    /// Ids of the transactions in which it showed.
    pub cases: Vec<String>,
}

/// A place in the document.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceReport {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The place inside the file.
    pub pointer: String,
}
