//! A list that should show something is not empty.

use serde_json::Value;

use super::{
    TransactionUnderCheck,
    catalogue::{Check, Silences},
    finding::{Collected, Seen, in_words, place_name},
    pattern::Volatile,
    schema_view::{applicable, response_place},
};
use crate::{
    document::{Node, Pointer},
    plan::ExpectedBody,
    result::{About, Expectation},
};

pub(super) const CHECK: Check = Check {
    code: "empty_list",
    rule: "A list in which the example shows items is not empty: an empty one proves nothing of its items",
    page: include_str!("../../docs/checks/empty_list.md"),
    silences: Silences::SamePlace,
    about: About::Body,
    expectation: Expectation::Value,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let Some(body) = exchange.body().filter(|_| exchange.is_json()) else { return Vec::new() };
    let expected = &exchange.transaction.expected;
    let mut walk = Walk { exchange, volatile: Volatile::new(&expected.volatile), seen: Collected::default() };
    match &expected.body {
        ExpectedBody::Json(example) => walk.against_example(example, body, &Pointer::root()),
        _ if exchange.strictness.empty_list => {
            let schema = expected.schema.as_ref().and_then(|schema| exchange.document.node(&schema.pointer));
            walk.against_schema(schema.into_iter().collect(), body, &Pointer::root());
        }
        _ => {}
    }
    walk.seen.finish()
}

struct Walk<'a> {
    exchange: &'a TransactionUnderCheck<'a>,
    volatile: Volatile,
    seen: Collected,
}

impl Walk<'_> {
    fn against_example(&mut self, example: &Value, actual: &Value, place: &Pointer) {
        if self.volatile.names(place) {
            return;
        }
        match (example, actual) {
            (Value::Array(promised), Value::Array(items)) => {
                if items.is_empty() && !promised.is_empty() {
                    let why = format!("the example shows {}", in_words(example));
                    self.tell(example.clone(), place, &why);
                }
                for (index, (example, actual)) in promised.iter().zip(items).enumerate() {
                    self.against_example(example, actual, &place.join(index));
                }
            }
            (Value::Object(promised), Value::Object(members)) => {
                for (name, example) in promised {
                    if let Some(actual) = members.get(name) {
                        self.against_example(example, actual, &place.join(name));
                    }
                }
            }
            _ => {}
        }
    }

    /// Without an example, an empty list leaves its item schema untried.
    fn against_schema(&mut self, schemas: Vec<Node<'_>>, actual: &Value, place: &Pointer) {
        let schemas = applicable(self.exchange.document, schemas);
        if schemas.is_empty() {
            return;
        }
        match actual {
            Value::Array(items) => {
                let described: Vec<Node<'_>> =
                    schemas.iter().filter_map(|schema| schema.get("items")).collect();
                if items.is_empty() && !described.is_empty() && schemas.iter().all(may_have_items) {
                    self.tell(Value::from("at least one item"), place, "no example shows that it should be");
                }
                for (index, item) in items.iter().enumerate() {
                    self.against_schema(described.clone(), item, &place.join(index));
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    let described =
                        schemas.iter().filter_map(|schema| schema.get("properties")?.get(name)).collect();
                    self.against_schema(described, member, &place.join(name));
                }
            }
            _ => {}
        }
    }

    fn tell(&mut self, expected: Value, place: &Pointer, why: &str) {
        let media = self.exchange.transaction.expected.content_type.as_deref().unwrap_or_default();
        let exchange = self.exchange;
        self.seen.add(|| Seen {
            place: place.to_string(),
            position: match exchange.transaction.expected.body {
                ExpectedBody::Undocumented => response_place(exchange, &["content", media]),
                _ => exchange.transaction.position.clone(),
            },
            pointer: Some(place.clone()),
            expected,
            actual: Value::Array(Vec::new()),
            message: format!(
                "{} is an empty list, which proves nothing of its items; {why}",
                place_name(place)
            ),
        });
    }
}

fn may_have_items(schema: &Node<'_>) -> bool {
    schema.value.get("maxItems").is_none_or(|limit| limit != 0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::check::{
        Examples, Strictness,
        specimen::{Specimen, codes},
    };

    #[test]
    fn an_empty_list_breaks_where_the_example_has_items() {
        for mode in [Examples::Exact, Examples::Shape, Examples::Off] {
            let findings = Specimen::pets().json(&json!({"pets": [], "total": 0})).examples(mode).check();
            let about_pets: Vec<_> = findings
                .iter()
                .filter(|finding| finding.response_pointer.as_ref().is_some_and(|p| p.as_str() == "/pets"))
                .collect();
            assert_eq!(about_pets.len(), 1, "{mode}: one finding for one cause");
            assert_eq!(about_pets[0].check, "empty_list");
            assert_eq!(
                about_pets[0].message,
                "`/pets` is an empty list, which proves nothing of its items; the example shows a list of 1"
            );
        }
    }

    #[test]
    fn an_empty_list_holds_where_the_example_is_empty_or_volatile() {
        let empty = json!({"pets": [], "total": 1});
        let same = Specimen::pets().example(&empty).json(&empty);
        assert_eq!(codes(&same.check()), [""; 0]);
        assert_eq!(codes(&Specimen::pets().volatile(&["/pets"]).json(&empty).check()), [""; 0]);
    }

    #[test]
    fn without_an_example_only_strictness_minds() {
        let specimen = || Specimen::pets().without_example().json(&json!({"pets": [], "total": 0}));
        assert_eq!(codes(&specimen().check()), [""; 0]);
        assert_eq!(codes(&specimen().strictness(Strictness::STRICT).check()), ["empty_list"]);
    }
}
