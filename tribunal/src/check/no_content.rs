//! No content where HTTP allows none or the document promises none.

use serde_json::Value;

use super::{
    ABSENT, TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::Seen,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "no_content",
    rule: "A response has no content where HTTP allows none or the document promises none",
    page: include_str!("../../docs/checks/no_content.md"),
    silences: Silences::Body,
    about: About::Body,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let response = exchange.response;
    let expected = &exchange.transaction.expected;
    let head = exchange.transaction.request.method == "HEAD";
    let reason = if exchange.is_bodiless() && head {
        "a response to HEAD has no content (RFC 9110 section 9.3.2)".to_owned()
    } else if exchange.is_bodiless() {
        format!("a {} response has no content (RFC 9110 section 15)", response.status)
    } else if expected.content_type.is_none() {
        format!("the document promises no content for {}", response.status)
    } else {
        return Vec::new();
    };
    let actual = if !response.body.is_empty() {
        bound::body(exchange)
    } else if !head && forbidden_length(response.status) && announces(exchange) {
        Value::String(format!(
            "content-length: {}",
            exchange.header_values("content-length").collect::<String>()
        ))
    } else {
        return Vec::new();
    };
    vec![Seen {
        place: String::new(),
        position: expected.position.clone(),
        pointer: None,
        expected: Value::String(ABSENT.to_owned()),
        actual,
        message: format!("`{}` sent {}, but {reason}", exchange.operation(), size(response.body.0.len())),
    }]
}

/// Statuses that may not even announce content (RFC 9110 section 8.6).
fn forbidden_length(status: u16) -> bool {
    matches!(status, 100..=199 | 204)
}

fn announces(exchange: &TransactionUnderCheck<'_>) -> bool {
    exchange.header_values("content-length").any(|length| length != "0")
}

fn size(bytes: usize) -> String {
    match bytes {
        0 => "a `Content-Length`".to_owned(),
        1 => "a body of 1 byte".to_owned(),
        more => format!("a body of {more} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::specimen::{Specimen, codes};

    #[test]
    fn holds_or_breaks() {
        let pets = Specimen::pets;
        let gone = || pets().expect_status(204).status(204).no_headers().body("");
        for (case, specimen, expected) in [
            ("204 without content", gone(), &[] as &[&str]),
            ("204 with content", gone().body("x"), &["no_content"]),
            ("204 that announces content", gone().header("content-length", "5"), &["no_content"]),
            ("204 that announces none", gone().header("content-length", "0"), &[]),
            ("HEAD without content", pets().method("HEAD").body(""), &[]),
            (
                "HEAD with the length of GET",
                pets().method("HEAD").body("").header("content-length", "9"),
                &[],
            ),
            ("HEAD with content", pets().method("HEAD"), &["no_content"]),
            ("content where none is promised", pets().promise_no_content(), &["no_content"]),
            ("none where none is promised", pets().promise_no_content().no_headers().body(""), &[]),
        ] {
            let lax = specimen.undocumented_status_allowed();
            assert_eq!(codes(&lax.check()), expected, "{case}");
        }
    }

    #[test]
    fn the_sentence_names_the_operation_and_the_reason() {
        let findings = Specimen::pets().promise_no_content().body("[]").check();
        assert_eq!(
            findings[0].message,
            "`listPets` sent a body of 2 bytes, but the document promises no content for 200"
        );
    }
}
