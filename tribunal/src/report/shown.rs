//! A finding as reports may show it.

use serde_json::Value;

use super::redact::{REDACTED, Redactor};
use crate::result::{Expectation, Finding};

/// The words and values of a finding, without secrets.
pub(crate) struct Shown {
    pub(crate) message: String,
    pub(crate) expected: Value,
    pub(crate) actual: Value,
}

impl Shown {
    pub(crate) fn of(finding: &Finding, redactor: &Redactor<'_>) -> Self {
        if let Some(header) = &finding.header {
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
        Self {
            message: redactor.text(&without(&without(&finding.message, &finding.actual), &finding.expected)),
            expected: match finding.expectation {
                Expectation::Rule => redactor.json(&finding.expected),
                Expectation::Value => redactor.hidden(&finding.expected),
            },
            actual: redactor.hidden(&finding.actual),
        }
    }

    fn of_header(finding: &Finding, header: &str, redactor: &Redactor<'_>) -> Self {
        let secret = redactor.is_secret(header);
        let value = |value: &Value, expectation| match value {
            Value::String(text) if text != crate::check::ABSENT => redactor.header(header, text).into(),
            other if secret && expectation == Expectation::Value => redactor.hidden(other),
            other => redactor.json(other),
        };
        let mut message = finding.message.clone();
        if secret {
            message = without(&without(&message, &finding.actual), &finding.expected);
        }
        Self {
            message: redactor.text(&message),
            expected: value(&finding.expected, finding.expectation),
            actual: value(&finding.actual, Expectation::Value),
        }
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{REDACTED, Redactor, Shown};
    use crate::{
        check::specimen::Specimen,
        document::Pointer,
        report::tests::specimen::tried,
        result::{About, Expectation, Finding},
    };

    fn shown(change: impl FnOnce(&mut Finding)) -> Shown {
        let schema = json!({"properties": {"pin": {"type": "string"}}});
        let mut result = tried(Specimen::pets().promise_schema(&schema).json(&json!({"pin": 12_345})));
        let finding = &mut result.findings[0];
        assert_eq!(finding.response_pointer, Some(Pointer::parse("/pin")));
        change(finding);
        Shown::of(&result.findings[0], &Redactor::of(&result))
    }

    #[test]
    fn a_rule_about_a_secret_place_stays_readable() {
        assert_eq!(shown(|_| ()).expected, json!({"type": "string"}));
    }

    #[test]
    fn what_is_said_to_be_a_value_is_hidden_whatever_the_check() {
        let value = shown(|finding| {
            finding.expectation = Expectation::Value;
            finding.check = "a_new_check";
        });
        assert_eq!(value.expected, json!({"type": REDACTED}));
    }

    #[test]
    fn a_finding_about_a_secret_header_hides_both_values_whatever_the_check() {
        let header = shown(|finding| {
            (finding.check, finding.about, finding.header) =
                ("a_new_check", About::Headers, Some("set-cookie".to_owned()));
            (finding.expectation, finding.expected, finding.actual) =
                (Expectation::Value, json!(["token-1"]), json!("session=token-2; Path=/"));
        });
        assert_eq!(
            (header.expected, header.actual),
            (json!([REDACTED]), json!("session=<redacted>; Path=/"))
        );
    }
}
