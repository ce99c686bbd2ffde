//! A documented header meets its schema.

use serde_json::{Value, json};

use super::{
    TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::Seen,
    schema::unusable,
    schema_view::{response_place, value_at},
    text_value::TextSchema,
};
use crate::{
    document::{Direction, Violation},
    plan::{ExpectedHeader, SchemaRef},
    result::{About, Expectation},
};

pub(super) const CHECK: Check = Check {
    code: "header_schema",
    rule: "A documented header has a value that its schema allows",
    page: include_str!("../../docs/checks/header_schema.md"),
    silences: Silences::SamePlace,
    about: About::Headers,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let headers = exchange.transaction.expected.headers.iter();
    headers.filter_map(|header| broken(exchange, header, header.schema.as_ref()?)).collect()
}

fn broken(exchange: &TransactionUnderCheck<'_>, header: &ExpectedHeader, schema: &SchemaRef) -> Option<Seen> {
    let values: Vec<&str> = exchange.header_values(&header.name).collect();
    if values.is_empty() {
        return None;
    }
    let what = format!("the header `{}`", header.name);
    let validator = match exchange.document.validator(schema, Direction::Response) {
        Ok(validator) => validator,
        Err(error) => return Some(unusable(exchange, schema, &header.name, &what, &error)),
    };
    let shape =
        TextSchema::new(exchange.document, exchange.document.node(&schema.pointer).into_iter().collect());
    let texts = if shape.is_list() {
        vec![values.join(",")]
    } else {
        values.into_iter().map(str::to_owned).collect()
    };
    // Each cookie is a field of its own (RFC 6265 section 3), and one schema cannot describe them all.
    let one_is_enough = header.name.eq_ignore_ascii_case("set-cookie");
    if one_is_enough && texts.iter().any(|text| validator.accepts(&shape.read(text))) {
        return None;
    }
    let (text, violation) = texts.into_iter().find_map(|text| {
        let violation = validator.violations(&shape.read(&text)).into_iter().next()?;
        Some((text, violation))
    })?;
    Some(told(exchange, header, text, &violation))
}

fn told(
    exchange: &TransactionUnderCheck<'_>,
    header: &ExpectedHeader,
    text: String,
    violation: &Violation,
) -> Seen {
    let rule = value_at(exchange.document, &violation.schema);
    Seen {
        place: header.name.to_ascii_lowercase(),
        position: match rule {
            Some(_) => exchange.document.position(&violation.schema),
            None => response_place(exchange, &["headers", &header.name]),
        },
        pointer: None,
        expected: rule.map_or(Value::Null, |rule| json!({ violation.keyword.as_str(): rule })),
        actual: Value::from(text),
        message: format!(
            "the header `{}` of `{}` breaks its schema: {}",
            header.name,
            exchange.operation(),
            bound::text(&violation.message)
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        check::specimen::{Specimen, codes},
        result::Finding,
    };

    fn check(schema: &Value, sent: &[&str]) -> Vec<Finding> {
        let specimen = Specimen::pets().promise_header_schema("X-Test", schema);
        sent.iter().fold(specimen, |specimen, value| specimen.header("x-test", value)).check()
    }

    #[test]
    fn holds_or_breaks() {
        let none: &[&str] = &[];
        let list = json!({"type": "array", "items": {"enum": ["GET", "PUT"]}});
        for (schema, sent, expected) in [
            (json!({"type": "integer", "minimum": 1}), &["3"] as &[&str], none),
            (json!({"type": "integer", "minimum": 1}), &["0"], &["header_schema"]),
            (json!({"type": "integer"}), &["many"], &["header_schema"]),
            (json!({"type": "string", "format": "uuid"}), &["x"], &["header_schema"]),
            (json!({"type": "string"}), &["3"], none),
            (json!({"type": "string", "pattern": "^a$"}), &["a", "b"], &["header_schema"]),
            (list.clone(), &["GET, PUT"], none),
            (list.clone(), &["GET", "PUT"], none),
            (list, &["GET, NOPE"], &["header_schema"]),
            (json!({"type": "integer"}), &[], none),
        ] {
            assert_eq!(codes(&check(&schema, sent)), expected, "{schema} {sent:?}");
        }
    }

    #[test]
    fn of_several_cookies_one_has_to_meet_the_schema() {
        for (cookies, expected) in
            [(["theme=dark", "session=1"], &[] as &[&str]), (["theme=dark", "lang=en"], &["header_schema"])]
        {
            let specimen =
                Specimen::pets().promise_header_schema("Set-Cookie", &json!({"pattern": "^session="}));
            let specimen =
                cookies.iter().fold(specimen, |specimen, cookie| specimen.header("set-cookie", cookie));
            assert_eq!(codes(&specimen.check()), expected, "{cookies:?}");
        }
    }

    #[test]
    fn the_place_is_the_keyword_that_is_broken() {
        let findings = check(&json!({"type": "integer", "minimum": 1}), &["0"]);
        assert_eq!(
            findings[0].position.pointer.as_str(),
            "/paths/~1pets/get/responses/200/headers/X-Test/schema/minimum"
        );
        assert_eq!((&findings[0].expected, &findings[0].actual), (&json!({"minimum": 1}), &json!("0")));
    }
}
