//! What is broken in a body, one finding for one broken rule, however many items of a list break it.

use serde_json::{Value, json};

use super::{
    ABSENT, TransactionUnderCheck, bound,
    finding::{MAX_FINDINGS, Seen, place_name},
    pattern::without_indices,
    schema_view::value_at,
};
use crate::document::{Pointer, Violation};

/// The broken rules of one body; of more than can be told, the number.
#[derive(Default)]
pub(super) struct Causes {
    known: Vec<Cause>,
    more: usize,
}

impl Causes {
    pub(super) fn add(&mut self, exchange: &TransactionUnderCheck<'_>, violation: Violation) {
        let cause = Cause::of(exchange, violation);
        if let Some(known) = self.known.iter_mut().find(|known| known.same_as(&cause)) {
            known.places += 1;
        } else if self.known.len() < MAX_FINDINGS {
            self.known.push(cause);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn told(self, exchange: &TransactionUnderCheck<'_>, body: &Value) -> Vec<Seen> {
        let mut seen: Vec<Seen> = self.known.into_iter().map(|cause| cause.told(exchange, body)).collect();
        if let Some(last) = seen.last_mut().filter(|_| self.more > 0) {
            last.message = format!("{} (and {} more like it)", last.message, self.more);
        }
        seen
    }
}

/// One broken rule, in one item of a list or in many.
struct Cause {
    violation: Violation,
    /// Where something is wrong or missing.
    place: Pointer,
    /// That place in any item.
    pattern: Pointer,
    missing: bool,
    places: usize,
}

impl Cause {
    fn of(exchange: &TransactionUnderCheck<'_>, violation: Violation) -> Self {
        let rule = value_at(exchange.document, &violation.schema).filter(|_| violation.keyword == "required");
        let missing = rule.and_then(|names| missing_name(names, &violation));
        let place = missing.map_or_else(|| violation.instance.clone(), |name| violation.instance.join(name));
        let pattern = without_indices(&place);
        Self { missing: missing.is_some(), violation, place, pattern, places: 1 }
    }

    fn same_as(&self, other: &Self) -> bool {
        self.violation.schema == other.violation.schema && self.pattern == other.pattern
    }

    fn told(self, exchange: &TransactionUnderCheck<'_>, body: &Value) -> Seen {
        let Self { violation, place, pattern, missing, places } = self;
        let rule = value_at(exchange.document, &violation.schema).cloned();
        let name = place_name(&place);
        let mut message = if missing {
            format!("{name} is missing, and its schema requires it")
        } else {
            format!("{name} breaks its schema: {}", bound::text(&violation.message))
        };
        if places > 1 {
            message = format!("{message} (and so in {} more items)", places - 1);
        }
        Seen {
            place: format!("{pattern}#{}", violation.keyword),
            position: exchange.document.position(&violation.schema),
            expected: rule.map_or_else(
                || Value::from(violation.keyword.as_str()),
                |rule| json!({ violation.keyword.as_str(): rule }),
            ),
            actual: if missing {
                Value::from(ABSENT)
            } else {
                body.pointer(violation.instance.as_str()).map(bound::value).unwrap_or_default()
            },
            message,
            pointer: Some(place),
        }
    }
}

/// Which of the required names a violation is about.
fn missing_name<'a>(names: &'a Value, violation: &Violation) -> Option<&'a str> {
    let names = names.as_array()?.iter().filter_map(Value::as_str);
    names.into_iter().find(|name| violation.message.starts_with(&Value::from(*name).to_string()))
}
