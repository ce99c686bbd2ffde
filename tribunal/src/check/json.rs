//! A body documented as JSON is JSON.

use serde_json::Value;

use super::{
    TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::Seen,
    schema_view::response_place,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "json",
    rule: "A body that is documented as JSON is one JSON text (RFC 8259)",
    page: include_str!("../../docs/checks/json.md"),
    silences: Silences::Body,
    about: About::Body,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let Some(documented) = exchange.transaction.expected.content_type.as_deref() else { return Vec::new() };
    if !exchange.is_json() || exchange.is_bodiless() {
        return Vec::new();
    }
    let body = &exchange.response.body;
    let Err(error) = exchange.json() else { return Vec::new() };
    let why = match exchange.response.headers.get("content-encoding") {
        _ if body.is_empty() => "it is empty".to_owned(),
        Some(coding) if !coding.eq_ignore_ascii_case("identity") => {
            format!(
                "it came encoded (`Content-Encoding: {}`), and answers are judged as they come",
                bound::text(coding)
            )
        }
        _ => error.to_string(),
    };
    vec![Seen {
        place: String::new(),
        position: response_place(exchange, &["content", documented]),
        pointer: None,
        expected: Value::from("a JSON text"),
        actual: bound::body(exchange),
        message: format!("the body of `{}` is not JSON: {why}", exchange.operation()),
    }]
}

#[cfg(test)]
mod tests {
    use crate::check::{
        Examples,
        specimen::{Specimen, codes},
    };

    #[test]
    fn what_is_no_json_is_one_finding() {
        for (body, why) in [
            ("", "it is empty"),
            ("{\"pets\": [", "EOF while parsing a list at line 1 column 10"),
            ("{} {}", "trailing characters at line 1 column 4"),
            ("<html>", "expected value at line 1 column 1"),
            ("NaN", "expected value at line 1 column 1"),
        ] {
            let findings = Specimen::pets().body(body).examples(Examples::Exact).check();
            assert_eq!(codes(&findings), ["json"], "{body}");
            assert_eq!(findings[0].message, format!("the body of `listPets` is not JSON: {why}"));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_by_size() {
        let findings = Specimen::pets().bytes(&[0xff, 0xfe]).check();
        assert_eq!(findings[0].actual, "<binary, 2 bytes: ff fe>");
    }

    #[test]
    fn a_compressed_body_is_named_as_what_it_is() {
        let findings = Specimen::pets().header("content-encoding", "gzip").bytes(&[0x1f, 0x8b]).check();
        let finding = findings.iter().find(|finding| finding.check == "json").expect("no JSON");
        assert!(
            finding.message.contains("it came encoded (`Content-Encoding: gzip`)"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn a_deeply_nested_body_is_refused_without_harm() {
        assert_eq!(codes(&Specimen::pets().body(&"[".repeat(100_000)).check()), ["json"]);
    }
}
