//! Each item of a sequence meets its `itemSchema`.

use serde_json::Value;

use super::{
    TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    causes::Causes,
    finding::Seen,
    media::MediaType,
    schema::unusable,
    sequence::Sequence,
    violations::violations,
};
use crate::{
    document::{Direction, Pointer, Violation},
    plan::SchemaRef,
    result::{About, Expectation},
};

pub(super) const CHECK: Check = Check {
    code: "item_schema",
    rule: "Each item of a sequence meets its itemSchema",
    page: include_str!("../../docs/checks/item_schema.md"),
    silences: Silences::SamePlace,
    about: About::Body,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let Some(schema) = &exchange.transaction.expected.item_schema else { return Vec::new() };
    let documented = || exchange.transaction.expected.content_type.as_deref().and_then(MediaType::parse);
    let media = exchange.media_type().or_else(documented);
    let Some(sequence) = media.as_ref().and_then(Sequence::of) else { return Vec::new() };
    if exchange.is_bodiless() {
        return Vec::new();
    }
    let Some(text) = exchange.response.body.text() else {
        return vec![no_json(exchange, schema, Pointer::root(), "the body", "it is no UTF-8 text")];
    };
    let validator = match exchange.document.validator(schema, Direction::Response) {
        Ok(validator) => validator,
        Err(error) => return vec![unusable(exchange, schema, "", "an item", &error)],
    };
    let (mut causes, mut items, mut broken) = (Causes::default(), Vec::new(), Vec::new());
    let mut more = 0;
    for (n, item) in sequence.items(text).enumerate() {
        match item {
            Ok(item) => {
                for violation in violations(&validator, schema, &item, text.len()) {
                    causes.add(exchange, at(n, violation));
                }
                items.push(item);
            }
            Err(why) => {
                if broken.is_empty() {
                    let what = format!("item {n} of the body");
                    broken.push(no_json(exchange, schema, Pointer::root().join(n), &what, &why));
                } else {
                    more += 1;
                }
                items.push(Value::Null);
            }
        }
    }
    if let Some(told) = broken.last_mut().filter(|_| more > 0) {
        told.message = format!("{} (and so are {more} more items)", told.message);
    }
    broken.extend(causes.told(exchange, &Value::Array(items)));
    broken
}

/// A violation of one item, as one of the list of all items.
fn at(n: usize, violation: Violation) -> Violation {
    let place = violation.instance.tokens().fold(Pointer::root().join(n), |place, token| place.join(token));
    Violation { instance: place, ..violation }
}

fn no_json(
    exchange: &TransactionUnderCheck<'_>,
    schema: &SchemaRef,
    place: Pointer,
    what: &str,
    why: &str,
) -> Seen {
    Seen {
        place: "/*#json".to_owned(),
        position: exchange.document.position(&schema.pointer),
        pointer: Some(place),
        expected: Value::from("a JSON text"),
        actual: bound::body(exchange),
        message: format!("{what} of `{}` is not JSON: {why}", exchange.operation()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        check::specimen::{Specimen, codes},
        document::Pointer,
        result::Finding,
    };

    fn check(media: &str, schema: &Value, body: &str) -> Vec<Finding> {
        let specimen = Specimen::pets().promise_item_schema(media, schema).without_example();
        specimen.no_headers().header("content-type", media).body(body).check()
    }

    #[test]
    fn items_that_meet_it_are_no_finding() {
        let pet = json!({"$ref": "#/components/schemas/Pet"});
        let body = "{\"id\": 1, \"name\": \"Rex\"}\n{\"id\": 2, \"name\": \"Ada\"}\n";
        assert_eq!(codes(&check("application/jsonl", &pet, body)), [""; 0]);
        let event = json!({"required": ["data"], "properties": {"retry": {"type": "integer"}}});
        assert_eq!(codes(&check("text/event-stream", &event, "retry: 5\ndata: x\n\n: bye\n\n")), [""; 0]);
    }

    #[test]
    fn what_breaks_it_is_told_with_the_number_of_the_item() {
        let pet = json!({"$ref": "#/components/schemas/Pet"});
        let body = "{\"id\": 1, \"name\": \"Rex\"}\n{\"id\": \"2\", \"name\": \"Ada\"}\n{\"id\": \"3\", \"name\": \"Bo\"}\n";
        let findings = check("application/x-ndjson", &pet, body);
        assert_eq!(codes(&findings), ["item_schema"]);
        assert_eq!(findings[0].response_pointer.as_ref().map(Pointer::as_str), Some("/1/id"));
        assert_eq!(findings[0].actual, "2");
        assert!(findings[0].message.ends_with("(and so in 1 more items)"), "{}", findings[0].message);
        let event = json!({"properties": {"event": {"enum": ["start", "end"]}}});
        let findings = check("text/event-stream", &event, "event: stop\ndata: x\n\n");
        assert_eq!(findings[0].response_pointer.as_ref().map(Pointer::as_str), Some("/0/event"));
    }

    #[test]
    fn an_item_that_is_no_json_is_told_beside_those_that_are() {
        let findings = check("application/jsonl", &json!({"type": "object"}), "{}\n{\n7\n");
        assert_eq!(codes(&findings), ["item_schema", "item_schema"]);
        assert!(findings[0].message.starts_with("item 1 of the body of `listPets` is not JSON: EOF"));
        assert_eq!(findings[1].response_pointer.as_ref().map(Pointer::as_str), Some("/2"));
    }

    #[test]
    fn many_items_that_are_no_json_are_one_finding() {
        let findings = check("application/jsonl", &json!({}), "{\n[\n{}\nx\n");
        assert_eq!(codes(&findings), ["item_schema"]);
        assert!(findings[0].message.ends_with("(and so are 2 more items)"), "{}", findings[0].message);
    }

    #[test]
    fn a_body_that_is_no_text_is_a_finding() {
        let specimen =
            Specimen::pets().promise_item_schema("application/jsonl", &json!({})).without_example();
        let specimen = specimen.no_headers().header("content-type", "application/jsonl").bytes(&[0xff, 0xfe]);
        let findings = specimen.check();
        assert_eq!(codes(&findings), ["item_schema"]);
        assert_eq!(findings[0].message, "the body of `listPets` is not JSON: it is no UTF-8 text");
    }
}
