//! The members `results` and `test`, in the form of Dredd's validator.

use serde_json::{Map, Value, json};

use super::{dredd_id, text};
use crate::{
    hooks::worker::memory::Wire,
    plan::{ExpectedBody, Transaction},
    result::{About, Finding},
    transport::Response,
};

/// How a transaction stands after its last check.
pub(in crate::hooks::worker) enum Ended<'a> {
    /// Sent and judged.
    Judged,
    /// Not judged.
    Skipped(&'a str),
    /// Not sent, or failed by a hook.
    Failed(&'a str),
}

/// Adds `results`, `errors` and `test`.
pub(in crate::hooks::worker) fn add(
    wire: &mut Wire,
    transaction: &Transaction,
    response: Option<&Response>,
    findings: &[Finding],
    ended: &Ended<'_>,
    started: u64,
) {
    let judged = matches!(ended, Ended::Judged) || response.is_some();
    let results = if judged { results(transaction, response, findings) } else { json!({}) };
    let valid = findings.is_empty();
    let (status, message, errors) = match ended {
        Ended::Judged => (if valid { "pass" } else { "fail" }, messages(findings), json!([])),
        Ended::Skipped(why) => {
            ("skip", (*why).to_owned(), json!([{ "severity": "warning", "message": why }]))
        }
        Ended::Failed(why) => ("fail", (*why).to_owned(), json!([{ "severity": "error", "message": why }])),
    };
    let mut test = Map::new();
    let mut put = |key: &str, value: Value| drop(test.insert(key.to_owned(), value));
    put("status", status.into());
    put("title", dredd_id(transaction).into());
    put("message", message.into());
    put("origin", wire.get("origin").cloned().unwrap_or_default());
    put("startedAt", started.into());
    put("errors", errors.clone());
    put("request", wire.get("request").cloned().unwrap_or_default());
    put("expected", wire.get("expected").cloned().unwrap_or_default());
    if let Some(real) = wire.get("real") {
        put("actual", real.clone());
    }
    if judged {
        put("valid", valid.into());
    }
    put("results", results.clone());
    wire.insert("results".to_owned(), results);
    wire.insert("errors".to_owned(), errors);
    wire.insert("test".to_owned(), test.into());
}

/// Each line with the field it is about, as Dredd's reports have it.
fn messages(findings: &[Finding]) -> String {
    findings.iter().flat_map(|finding| [field(finding), ": ", &finding.message, "\n"]).collect()
}

fn field(finding: &Finding) -> &'static str {
    match finding.about {
        About::Status => "statusCode",
        About::ContentType | About::Headers => "headers",
        About::Body => "body",
    }
}

fn results(transaction: &Transaction, response: Option<&Response>, findings: &[Finding]) -> Value {
    let expected = &transaction.expected;
    let mut fields = Map::new();
    let mut add = |name: &str, kind: &str, wanted: Value, came: Value| {
        let broken: Vec<&Finding> = findings.iter().filter(|finding| field(finding) == name).collect();
        let errors: Vec<Value> = broken
            .iter()
            .map(|finding| {
                let pointer = finding.response_pointer.as_ref().map(ToString::to_string);
                json!({ "message": finding.message, "location": { "pointer": pointer.unwrap_or_default() } })
            })
            .collect();
        fields.insert(
            name.to_owned(),
            json!({
                "valid": broken.is_empty(),
                "kind": kind,
                "values": { "expected": wanted, "actual": came },
                "errors": errors,
            }),
        );
    };
    let headers = response.map(|response| text::fields(&response.headers)).unwrap_or_default();
    let documented = expected.content_type.iter().map(|content_type| ("content-type", content_type));
    let documented = documented.chain(
        expected.headers.iter().filter_map(|h| h.example.as_ref().map(|value| (h.name.as_str(), value))),
    );
    let documented: Map<String, Value> =
        documented.map(|(name, value)| (name.to_ascii_lowercase(), value.clone().into())).collect();
    add("headers", "json", documented.into(), headers.into());
    let promised = match &expected.body {
        ExpectedBody::Undocumented => Value::Null,
        ExpectedBody::Json(value) => value.to_string().into(),
        ExpectedBody::Text(text) => text.clone().into(),
    };
    let body = response.map_or(Value::Null, |response| text::encoded(&response.body).0.into());
    let kind = if matches!(expected.body, ExpectedBody::Text(_)) { "text" } else { "json" };
    add("body", kind, promised, body);
    let status = response.map_or(Value::Null, |response| response.status.to_string().into());
    add("statusCode", "text", expected.status.to_string().into(), status);
    json!({ "valid": findings.is_empty(), "fields": fields })
}
