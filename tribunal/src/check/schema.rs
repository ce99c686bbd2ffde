//! The body meets its schema.

use serde_json::Value;

use super::{
    TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    causes::Causes,
    finding::{Seen, UNUSABLE},
    text_value::TextSchema,
    violations::violations,
};
use crate::{
    document::{Direction, DocumentError, Pointer},
    plan::SchemaRef,
    result::{About, Expectation},
};

pub(super) const CHECK: Check = Check {
    code: "schema",
    rule: "The body meets its schema",
    page: include_str!("../../docs/checks/schema.md"),
    silences: Silences::SamePlace,
    about: About::Body,
    expectation: Expectation::Rule,
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
    let mut causes = Causes::default();
    for violation in violations(&validator, schema, body, exchange.response.body.0.len()) {
        causes.add(exchange, violation);
    }
    causes.told(exchange, body)
}

/// Text bodies are one string to a schema; a schema that speaks of no string (XML described as an object) is not about the text.
fn speaks_of_the_body(exchange: &TransactionUnderCheck<'_>, schema: &SchemaRef) -> bool {
    exchange.is_json()
        || TextSchema::new(exchange.document, exchange.document.node(&schema.pointer).into_iter().collect())
            .is_text()
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
        place: format!("{}{UNUSABLE}", place.to_ascii_lowercase()),
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        check::{
            Examples,
            specimen::{Specimen, codes},
        },
        document::Pointer,
        result::Finding,
    };

    fn check(schema: &Value, body: &Value) -> Vec<Finding> {
        Specimen::pets().promise_schema(schema).json(body).examples(Examples::Off).check()
    }

    #[test]
    fn holds_or_breaks() {
        let none: &[&str] = &[];
        for (schema, body, places) in [
            (json!({"type": "integer"}), json!(1), none),
            (json!({"type": "integer"}), json!(1.5), &[""]),
            (json!({"properties": {"a": {"type": "string"}}}), json!({"a": 1}), &["/a"]),
            (json!({"required": ["a", "b"]}), json!({}), &["/a", "/b"]),
            (json!({"properties": {"at": {"format": "date-time"}}}), json!({"at": "today"}), &["/at"]),
            (json!({"properties": {"a": {"enum": [1, 2]}}}), json!({"a": 3}), &["/a"]),
            (json!({"properties": {}, "additionalProperties": false}), json!({"a": 3}), &[""]),
            (json!({"oneOf": [{"type": "string"}, {"type": "null"}]}), json!(3), &[""]),
            (json!({"items": {"type": "string"}}), json!(["a", 1, 2]), &["/1"]),
            (json!({"items": {"required": ["id"]}}), json!([{}, {}, {"id": 1}]), &["/0/id"]),
            (json!({"properties": {"p": {"type": "string", "writeOnly": true}}}), json!({"p": "x"}), &["/p"]),
            (json!({"$ref": "#/components/schemas/Pet"}), json!({"id": 1, "name": ""}), &["/name"]),
        ] {
            let findings = check(&schema, &body);
            let found: Vec<&str> =
                findings.iter().filter_map(|f| f.response_pointer.as_ref()).map(Pointer::as_str).collect();
            assert_eq!(found, places, "{schema} {body}");
            assert!(findings.iter().all(|finding| finding.check == "schema"));
        }
    }

    #[test]
    fn the_place_is_the_keyword_and_the_sentence_names_the_field() {
        let findings =
            Specimen::pets().json(&json!({"pets": [{"id": "7", "name": "Rex"}], "total": 1})).check();
        assert_eq!(findings[0].position.pointer.as_str(), "/components/schemas/Pet/properties/id/type");
        assert_eq!((&findings[0].expected, &findings[0].actual), (&json!({"type": "integer"}), &json!("7")));
        assert!(
            findings[0].message.starts_with("`/pets/0/id` breaks its schema: "),
            "{}",
            findings[0].message
        );
        assert_eq!(findings[0].id, "listPets/200/default:schema:/pets/*/id#type");
    }

    #[test]
    fn what_is_wrong_in_every_item_is_one_finding_with_a_count() {
        let findings = check(&json!({"items": {"type": "string"}}), &json!(vec![0; 500]));
        assert_eq!(codes(&findings), ["schema"]);
        assert!(findings[0].message.ends_with("(and so in 499 more items)"), "{}", findings[0].message);
    }

    #[test]
    fn many_causes_are_bounded_and_counted() {
        let names: Vec<String> = (0..100).map(|n| format!("p{n}")).collect();
        let findings = check(&json!({"required": names}), &json!({}));
        assert_eq!(findings.len(), 20);
        assert!(findings[19].message.ends_with("(and 80 more like it)"), "{}", findings[19].message);
    }

    #[test]
    fn a_schema_that_cannot_be_used_leaves_the_body_unproved() {
        let findings = check(&json!({"$ref": "#/components/schemas/Nowhere"}), &json!({}));
        assert_eq!(codes(&findings), ["schema"]);
        assert!(
            findings[0].message.starts_with("the body of `listPets` cannot be proved"),
            "{}",
            findings[0].message
        );
    }
}
