//! The operation documents the status that came.

use serde_json::{Value, json};

use super::{
    TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::Seen,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "undocumented_status",
    rule: "The operation documents the status of the response",
    page: include_str!("../../docs/checks/undocumented_status.md"),
    silences: Silences::SamePlace,
    about: About::Status,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let actual = exchange.response.status;
    // A transaction that a hook has made up is of no operation of the document: the hook alone says what is right.
    let made_up = exchange.transaction.operation.pointer.as_str().is_empty();
    if made_up || !exchange.strictness.undocumented_status || documents(exchange, actual) {
        return Vec::new();
    }
    let responses = exchange.transaction.operation.pointer.join("responses");
    vec![Seen {
        place: actual.to_string(),
        position: exchange.document.position(&responses),
        pointer: None,
        expected: Value::Array(documented(exchange).map(|status| Value::String(status.clone())).collect()),
        actual: json!({"status": actual, "body": bound::body(exchange)}),
        message: format!("`{}` answered {actual}, a status that it does not document", exchange.operation()),
    }]
}

/// Whether the operation documents a status: by itself, as a range (`4XX`) or by `default`
/// (`OpenAPI` 3.0.3, Responses Object).
pub(super) fn documents(exchange: &TransactionUnderCheck<'_>, status: u16) -> bool {
    let range = format!("{}XX", status / 100);
    documented(exchange)
        .any(|key| *key == status.to_string() || key.eq_ignore_ascii_case(&range) || key == "default")
}

fn documented<'a>(exchange: &TransactionUnderCheck<'a>) -> impl Iterator<Item = &'a String> {
    let responses = exchange.transaction.operation.pointer.join("responses");
    let object = super::schema_view::value_at(exchange.document, &responses).and_then(Value::as_object);
    object.into_iter().flat_map(serde_json::Map::keys).filter(|key| !key.starts_with("x-"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::check::{
        Strictness,
        specimen::{Specimen, codes},
    };

    #[test]
    fn a_status_that_only_a_hook_expected_breaks() {
        let findings = Specimen::pets().expect_status(418).status(418).check();
        assert_eq!(codes(&findings), ["undocumented_status"]);
        assert_eq!(findings[0].expected, json!(["200", "404", "5XX"]));
        assert_eq!(findings[0].position.pointer.as_str(), "/paths/~1pets/get/responses");
    }

    #[test]
    fn a_range_documents_its_statuses() {
        assert_eq!(codes(&Specimen::pets().expect_status(503).status(503).check()), [""; 0]);
    }

    #[test]
    fn strictness_can_allow_it() {
        let lax = Strictness { undocumented_status: false, ..Strictness::default() };
        assert_eq!(codes(&Specimen::pets().expect_status(418).status(418).strictness(lax).check()), [""; 0]);
    }
}
