//! The body meets its schema.

use serde_json::{Value, json};

use super::{
    ABSENT, TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::{Seen, bounded, place_name},
    pattern::without_indices,
    schema_view::value_at,
    text_value::TextSchema,
};
use crate::{
    document::{Direction, DocumentError, Pointer, Violation},
    plan::SchemaRef,
};

pub(super) const CHECK: Check = Check {
    code: "schema",
    rule: "The body meets its schema",
    page: include_str!("../../docs/checks/schema.md"),
    silences: Silences::SamePlace,
    about_body: true,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let Some(schema) = &exchange.transaction.expected.schema else { return Vec::new() };
    let Some(body) = exchange.body().filter(|_| speaks_of_the_body(exchange, schema)) else {
        return Vec::new();
    };
    let validator = match exchange.document.validator(schema, Direction::Response) {
        Ok(validator) => validator,
        Err(error) => return vec![unusable(exchange, schema, "", "the body", &error)],
    };
    let mut causes: Vec<(Seen, usize)> = Vec::new();
    for violation in validator.violations(&body) {
        let seen = told(exchange, &body, &violation);
        match causes.iter_mut().find(|(known, _)| known.place == seen.place) {
            Some((_, places)) => *places += 1,
            None => causes.push((seen, 1)),
        }
    }
    bounded(causes.into_iter().map(|(seen, places)| counted(seen, places)).collect())
}

/// Text bodies are one string to a schema; a schema that speaks of no string (XML described as an object) is not about the text.
fn speaks_of_the_body(exchange: &TransactionUnderCheck<'_>, schema: &SchemaRef) -> bool {
    exchange.is_json()
        || TextSchema::new(exchange.document, exchange.document.node(&schema.pointer).into_iter().collect())
            .is_text()
}

fn counted(mut seen: Seen, places: usize) -> Seen {
    if places > 1 {
        seen.message = format!("{} (and so in {} more items)", seen.message, places - 1);
    }
    seen
}

fn told(exchange: &TransactionUnderCheck<'_>, body: &Value, violation: &Violation) -> Seen {
    let rule = value_at(exchange.document, &violation.schema);
    let missing =
        rule.filter(|_| violation.keyword == "required").and_then(|names| missing_name(names, violation));
    let place = missing.map_or_else(|| violation.instance.clone(), |name| violation.instance.join(name));
    let actual = match missing {
        Some(_) => Value::from(ABSENT),
        None => body.pointer(violation.instance.as_str()).cloned().unwrap_or_default(),
    };
    let message = match missing {
        Some(_) => format!("{} is missing, and its schema requires it", place_name(&place)),
        None => format!("{} breaks its schema: {}", place_name(&place), bound::text(&violation.message)),
    };
    Seen {
        place: format!("{}#{}", without_indices(&place), violation.keyword),
        position: exchange.document.position(&violation.schema),
        pointer: Some(place),
        expected: rule.map_or(Value::Null, |rule| json!({ violation.keyword.as_str(): rule })),
        actual,
        message,
    }
}

/// Which of the required names a violation is about.
fn missing_name<'a>(names: &'a Value, violation: &Violation) -> Option<&'a str> {
    let names = names.as_array()?.iter().filter_map(Value::as_str);
    names.into_iter().find(|name| violation.message.starts_with(&Value::from(*name).to_string()))
}

/// A schema that cannot be compiled is the document's fault, and the exchange stays unproved.
pub(super) fn unusable(
    exchange: &TransactionUnderCheck<'_>,
    schema: &SchemaRef,
    place: &str,
    what: &str,
    error: &DocumentError,
) -> Seen {
    Seen {
        place: format!("{}#unusable", place.to_ascii_lowercase()),
        position: error.position().cloned().unwrap_or_else(|| exchange.document.position(&schema.pointer)),
        pointer: what.eq("the body").then(Pointer::root),
        expected: Value::from("a schema that can be used"),
        actual: Value::from(error.message()),
        message: format!(
            "{what} of `{}` cannot be proved, because its schema cannot be used: {}",
            exchange.operation(),
            bound::text(&error.message())
        ),
    }
}
