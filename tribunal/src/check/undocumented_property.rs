//! The body has no property that its schema does not describe.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    ABSENT, TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::{Collected, Seen, names, place_name},
    pattern::without_indices,
    schema_view::applicable,
};
use crate::{
    document::{Node, Pointer},
    result::{About, Expectation},
};

pub(super) const CHECK: Check = Check {
    code: "undocumented_property",
    rule: "The schema describes every property of the body",
    page: include_str!("../../docs/checks/undocumented_property.md"),
    silences: Silences::SamePlace,
    about: About::Body,
    expectation: Expectation::Value,
    judge,
};

/// Undocumented properties told apart at most.
const MAX_PLACES: usize = 10_000;

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let Some(body) =
        exchange.body().filter(|_| exchange.is_json() && exchange.strictness.undocumented_property)
    else {
        return Vec::new();
    };
    let schema = exchange.transaction.expected.schema.as_ref();
    let schema = schema.and_then(|schema| exchange.document.node(&schema.pointer));
    let mut found = Found::default();
    walk(exchange, schema.into_iter().collect(), body, &Pointer::root(), &mut found);
    found.seen.finish()
}

/// What was found, each property once, in however many items of a list it stands.
#[derive(Default)]
struct Found {
    seen: Collected,
    places: HashSet<Pointer>,
}

/// Compares one place of the body with the schemas that describe it, and everything below.
fn walk(
    exchange: &TransactionUnderCheck<'_>,
    schemas: Vec<Node<'_>>,
    actual: &Value,
    place: &Pointer,
    found: &mut Found,
) {
    let schemas = applicable(exchange.document, schemas);
    match actual {
        Value::Object(members) => {
            let open = is_open(&schemas);
            for (name, member) in members {
                let place = place.join(name);
                let described = describing(&schemas, name);
                if !described.is_empty() {
                    walk(exchange, described, member, &place, found);
                } else if !open
                    && found.places.len() < MAX_PLACES
                    && found.places.insert(without_indices(&place))
                {
                    found.seen.add(|| told(exchange, &schemas, member, place));
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let described = schemas.iter().filter_map(|schema| {
                    let prefixed = schema.get("prefixItems").and_then(|prefix| prefix.items().nth(index));
                    prefixed.or_else(|| schema.get("items"))
                });
                walk(exchange, described.collect(), item, &place.join(index), found);
            }
        }
        _ => {}
    }
}

/// Whether the schemas leave properties open: they describe none, or say what others may be.
fn is_open(schemas: &[Node<'_>]) -> bool {
    let says = ["additionalProperties", "unevaluatedProperties", "patternProperties", "propertyNames"];
    let spoken = schemas.iter().any(|schema| says.iter().any(|keyword| schema.value.get(keyword).is_some()));
    spoken || !schemas.iter().any(|schema| schema.value.get("properties").is_some())
}

fn describing<'a>(schemas: &[Node<'a>], name: &str) -> Vec<Node<'a>> {
    let named = schemas.iter().filter_map(|schema| schema.get("properties")?.get(name));
    let named: Vec<Node<'a>> = named.collect();
    if !named.is_empty() {
        return named;
    }
    schemas
        .iter()
        .filter_map(|schema| schema.get("additionalProperties"))
        .filter(|node| node.value.is_object())
        .collect()
}

fn told(exchange: &TransactionUnderCheck<'_>, schemas: &[Node<'_>], member: &Value, place: Pointer) -> Seen {
    let properties: Vec<Node<'_>> = schemas.iter().filter_map(|schema| schema.get("properties")).collect();
    let described = properties.iter().flat_map(|node| node.members().map(|(name, _)| name));
    // The rule stands nearest where most properties are described.
    let largest = properties.iter().max_by_key(|node| node.value.as_object().map_or(0, serde_json::Map::len));
    Seen {
        place: without_indices(&place).to_string(),
        position: largest.map_or_else(
            || exchange.transaction.expected.position.clone(),
            |node| exchange.document.position(&node.pointer),
        ),
        expected: Value::from(ABSENT),
        actual: bound::value(member),
        message: format!(
            "{} is a property that the schema does not describe{}",
            place_name(&place),
            names(described)
        ),
        pointer: Some(place),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::check::{
        Examples, Strictness,
        specimen::{Specimen, codes},
    };

    fn check(schema: &Value, body: &Value) -> Vec<&'static str> {
        let specimen = Specimen::pets().promise_schema(schema).without_example().json(body);
        codes(&specimen.strictness(Strictness::STRICT).check())
    }

    #[test]
    fn holds_or_breaks() {
        let undocumented: &[&str] = &["undocumented_property"];
        let none: &[&str] = &[];
        let a = json!({"type": "object", "properties": {"a": {"type": "integer"}}});
        for (schema, body, expected) in [
            (a.clone(), json!({"a": 1}), none),
            (a.clone(), json!({"a": 1, "b": 2}), undocumented),
            (json!({"type": "array", "items": a}), json!([{"a": 1}, {"b": 1}, {"b": 2}]), undocumented),
            (json!({"type": "object"}), json!({"b": 2}), none),
            (json!({"properties": {"a": {}}, "additionalProperties": true}), json!({"b": 2}), none),
            (json!({"allOf": [a, {"properties": {"b": {}}}]}), json!({"a": 1, "b": 2}), none),
            (
                json!({"oneOf": [a, {"properties": {"b": {}}, "required": ["b"]}]}),
                json!({"b": 2}),
                undocumented_none(),
            ),
            (json!({"properties": {"o": a}}), json!({"o": {"b": 1}}), undocumented),
            (json!({"additionalProperties": a}), json!({"any": {"b": 1}}), undocumented),
            (
                json!({"$ref": "#/components/schemas/Pet"}),
                json!({"id": 1, "name": "Rex", "x": 1}),
                undocumented,
            ),
        ] {
            assert_eq!(check(&schema, &body), expected, "{schema} {body}");
        }
    }

    /// `{"b": 2}` meets both branches of a `oneOf` that requires nothing of `a`: that is the schema's finding.
    fn undocumented_none() -> &'static [&'static str] {
        &["schema"]
    }

    #[test]
    fn every_item_of_a_list_is_one_finding() {
        let body = json!({"pets": [{"id": 1, "name": "Rex", "age": 3}, {"id": 2, "name": "Tom", "age": 4}], "total": 2});
        let specimen = Specimen::pets().json(&body).examples(Examples::Off).strictness(Strictness::STRICT);
        let findings = specimen.check();
        assert_eq!(codes(&findings), ["undocumented_property"]);
        assert_eq!(
            findings[0].message,
            "`/pets/0/age` is a property that the schema does not describe (it has `id`, `name`, `tag`)"
        );
        assert_eq!(findings[0].position.pointer.as_str(), "/components/schemas/Pet/properties");
        assert_eq!((&findings[0].expected, &findings[0].actual), (&json!("<absent>"), &json!(3)));
    }
}
