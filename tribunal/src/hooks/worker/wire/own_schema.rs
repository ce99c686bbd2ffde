//! A schema that a hook has put in the place of the document's.

use serde_json::Value;

use crate::{
    document::Pointer,
    hooks::{Exchange, worker::memory::Wire},
    result::{About, Expectation, Finding},
};

/// How many findings one response gives.
const MAX_FINDINGS: usize = 20;
/// How long a message may be, in characters.
const MAX_MESSAGE: usize = 400;

/// Judges the response by the member `expected.bodySchema`, where a hook has put one of its own there.
pub(in crate::hooks::worker) fn judge_by_own_schema(
    wire: &Wire,
    exchange: &mut Exchange,
) -> Result<(), String> {
    let text = wire.get("expected").and_then(|expected| expected.get("bodySchema")).and_then(Value::as_str);
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(()) };
    let Some(response) = &exchange.response else { return Ok(()) };
    let transaction = &exchange.transaction;
    // A finding of the status, the type or the syntax hides what follows from it.
    let judged = transaction.expected.schema.is_some() || transaction.skip.is_some();
    if judged || !exchange.findings.is_empty() {
        return Ok(());
    }
    let failed = |error: &dyn std::fmt::Display| format!("`expected.bodySchema` is no JSON schema: {error}");
    let schema: Value = serde_json::from_str(text).map_err(|error| failed(&error))?;
    let validator = jsonschema::options().offline().build(&schema).map_err(|error| failed(&error))?;
    let finding = |place: &str, message: String| Finding {
        id: format!("{}:schema:{place}", transaction.id),
        check: "schema",
        about: About::Body,
        header: None,
        position: transaction.expected.position.clone(),
        response_pointer: Some(Pointer::parse(place)),
        expected: Value::Null,
        expectation: Expectation::Value,
        actual: Value::Null,
        message: format!(
            "by the schema that a hook gave: {}",
            message.chars().take(MAX_MESSAGE).collect::<String>()
        ),
    };
    let findings = match response.body.to_json() {
        None => vec![finding("", "the body is no JSON".to_owned())],
        Some(body) => {
            let errors = validator.iter_errors(&body).take(MAX_FINDINGS);
            errors.map(|error| finding(error.instance_path().as_str(), error.to_string())).collect()
        }
    };
    exchange.findings.extend(findings);
    Ok(())
}
