//! Walks an example and a body side by side, in exact and in shape mode.

use serde_json::{Number, Value};

use super::{
    ABSENT, Examples, TransactionUnderCheck,
    finding::{Collected, Seen, in_words, place_name, type_of},
    pattern::Volatile,
};
use crate::{
    document::{Node, Pointer, Position},
    plan::ExpectedBody,
};

/// The places where the body differs from its example, if examples are compared in that way at all.
pub(super) fn differences(exchange: &TransactionUnderCheck<'_>, mode: Examples) -> Vec<Seen> {
    let expected = &exchange.transaction.expected;
    let volatile = Volatile::new(&expected.volatile);
    if exchange.examples != mode || exchange.is_bodiless() || volatile.names(&Pointer::root()) {
        return Vec::new();
    }
    let mut walk = Walk { exchange, exact: mode == Examples::Exact, volatile, seen: Collected::default() };
    match &expected.body {
        ExpectedBody::Undocumented => {}
        ExpectedBody::Json(example) => {
            if let Some(body) = exchange.body() {
                walk.values(example, body, &Pointer::root());
            }
        }
        ExpectedBody::Text(example) => walk.texts(example),
    }
    walk.seen.finish()
}

struct Walk<'a> {
    exchange: &'a TransactionUnderCheck<'a>,
    exact: bool,
    volatile: Volatile,
    seen: Collected,
}

impl Walk<'_> {
    fn values(&mut self, example: &Value, actual: &Value, place: &Pointer) {
        if self.volatile.names(place) {
            return;
        }
        match (example, actual) {
            (Value::Object(promised), Value::Object(members)) => {
                for (name, example) in promised {
                    let place = place.join(name);
                    match members.get(name) {
                        Some(actual) => self.values(example, actual, &place),
                        None => self.tell(example, &ABSENT.into(), &place, "is missing; the example has it"),
                    }
                }
                for (name, actual) in members.iter().filter(|(name, _)| !promised.contains_key(*name)) {
                    let place = place.join(name);
                    if self.exact && !self.volatile.names(&place) {
                        self.tell(&ABSENT.into(), actual, &place, "is not in the example");
                    }
                }
            }
            (Value::Array(promised), Value::Array(items)) => {
                if items.len() < promised.len() || (self.exact && items.len() > promised.len()) {
                    let how = format!("has {} items, and {} in the example", items.len(), promised.len());
                    self.tell(example, actual, place, &how);
                }
                for (index, (example, actual)) in promised.iter().zip(items).enumerate() {
                    self.values(example, actual, &place.join(index));
                }
            }
            _ if type_of(example) != type_of(actual) => {
                let how = format!("is {}, and {} in the example", type_of(actual), type_of(example));
                self.tell(example, actual, place, &how);
            }
            _ if self.exact && !equal(example, actual) => {
                let how = format!("is {}, and {} in the example", in_words(actual), in_words(example));
                self.tell(example, actual, place, &how);
            }
            _ => {}
        }
    }

    fn texts(&mut self, example: &str) {
        let body = &self.exchange.response.body;
        let place = Pointer::root();
        let Some(actual) = body.text() else {
            return self.tell(
                &example.into(),
                &super::bound::body(self.exchange),
                &place,
                "is not text, as the example is",
            );
        };
        if actual.is_empty() && !example.is_empty() {
            self.tell(&example.into(), &ABSENT.into(), &place, "is empty, and text in the example");
        } else if self.exact && actual != example {
            self.tell(&example.into(), &actual.into(), &place, "differs from the example");
        }
    }

    /// The differing place inside the example, as far as it is written there.
    fn example_place(&self, place: &Pointer) -> Position {
        let transaction = &self.exchange.transaction;
        let document = self.exchange.document;
        let written = |node: &Node<'_>| match &transaction.expected.body {
            ExpectedBody::Json(example) => node.value == example,
            ExpectedBody::Text(example) => node.value.as_str() == Some(example),
            ExpectedBody::Undocumented => false,
        };
        // An example may be written elsewhere (`$ref`): its line is where the value is.
        let node = document.node_at(&transaction.position).and_then(|node| document.follow(node).ok());
        let candidates = node.into_iter().flat_map(|node| [node.get("value"), Some(node)]).flatten();
        match candidates.into_iter().find(written) {
            Some(node) => {
                document.position(&place.tokens().fold(node.pointer, |pointer, token| pointer.join(token)))
            }
            None => transaction.position.clone(),
        }
    }

    fn tell(&mut self, expected: &Value, actual: &Value, place: &Pointer, how: &str) {
        let seen = |walk: &Self| Seen {
            place: place.to_string(),
            position: walk.example_place(place),
            pointer: Some(place.clone()),
            expected: super::bound::value(expected),
            actual: super::bound::value(actual),
            message: format!("{} {how}", place_name(place)),
        };
        let mut collected = std::mem::take(&mut self.seen);
        collected.add(|| seen(self));
        self.seen = collected;
    }
}

/// Deep equality; numbers by what they stand for (`1` is `1.0`, JSON Schema core section 4.2.2).
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || same_number(a, b),
        _ => a == b,
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    let integers = a.is_i64() || a.is_u64();
    // Two integers that differ may round to one float.
    !(integers && (b.is_i64() || b.is_u64())) && a.as_f64() == b.as_f64()
}
