//! A finding as reports may show it.

use serde_json::Value;

use super::redact::{REDACTED, Redactor};
use crate::result::Finding;

/// The words and values of a finding, without secrets.
pub(crate) struct Shown {
    pub(crate) message: String,
    pub(crate) expected: Value,
    pub(crate) actual: Value,
}

impl Shown {
    pub(crate) fn of(finding: &Finding, redactor: &Redactor<'_>) -> Self {
        if let Some(header) = header(finding) {
            return Self::of_header(finding, header, redactor);
        }
        let tokens = finding.response_pointer.iter().flat_map(|pointer| pointer.tokens().collect::<Vec<_>>());
        let secret = tokens.into_iter().any(|token| redactor.is_secret(&token));
        if !secret {
            return Self {
                message: redactor.text(&finding.message),
                expected: redactor.json(&finding.expected),
                actual: redactor.json(&finding.actual),
            };
        }
        // Of a schema the expectation is a rule, not a value: it stays readable.
        let rule = !matches!(finding.check, "exact" | "shape" | "empty_list" | "undocumented_property");
        Self {
            message: redactor.text(&without(&without(&finding.message, &finding.actual), &finding.expected)),
            expected: if rule {
                redactor.json(&finding.expected)
            } else {
                redactor.hidden(&finding.expected)
            },
            actual: redactor.hidden(&finding.actual),
        }
    }

    fn of_header(finding: &Finding, header: &str, redactor: &Redactor<'_>) -> Self {
        let value = |value: &Value| match value {
            Value::String(text) if text != crate::check::ABSENT => redactor.header(header, text).into(),
            other => redactor.json(other),
        };
        let mut message = finding.message.clone();
        if redactor.is_secret(header) {
            message = without(&without(&message, &finding.actual), &finding.expected);
        }
        Self {
            message: redactor.text(&message),
            expected: value(&finding.expected),
            actual: value(&finding.actual),
        }
    }
}

/// The header that a finding is about: the last part of its id.
fn header(finding: &Finding) -> Option<&str> {
    let about_header = finding.check.starts_with("header_") || finding.check == "undocumented_header";
    finding.id.rsplit(':').next().filter(|_| about_header)
}

/// The message with the value left out, as text and as JSON.
fn without(message: &str, value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() && text != crate::check::ABSENT => message
            .replace(&value.to_string(), REDACTED)
            .replace(&format!("`{text}`"), &format!("`{REDACTED}`")),
        Value::Number(_) => message.replace(&value.to_string(), REDACTED),
        _ => message.to_owned(),
    }
}
