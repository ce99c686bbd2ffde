//! A documented header that is required is there.

use serde_json::Value;

use super::{
    ABSENT, Examples, TransactionUnderCheck,
    catalogue::{Check, Silences},
    finding::Seen,
    schema_view::response_place,
};
use crate::{
    plan::ExpectedHeader,
    result::{About, Expectation},
};

pub(super) const CHECK: Check = Check {
    code: "header_required",
    rule: "A required header is there; in exact mode also one that the example shows",
    page: include_str!("../../docs/checks/header_required.md"),
    silences: Silences::SamePlace,
    about: About::Headers,
    expectation: Expectation::Value,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let headers = exchange.transaction.expected.headers.iter();
    let missing = headers.filter(|header| exchange.response.headers.get(&header.name).is_none());
    missing.filter_map(|header| broken(exchange, header)).collect()
}

fn broken(exchange: &TransactionUnderCheck<'_>, header: &ExpectedHeader) -> Option<Seen> {
    let shown = header.example.as_deref().filter(|_| exchange.examples == Examples::Exact);
    let why = match (header.required, shown) {
        (true, _) => "which the document requires",
        (false, Some(_)) if exchange.header_is_volatile(&header.name) => return None,
        (false, Some(_)) => "which the example shows",
        (false, None) => return None,
    };
    Some(Seen {
        place: header.name.to_ascii_lowercase(),
        position: response_place(exchange, &["headers", &header.name]),
        pointer: None,
        expected: header.example.as_deref().map_or_else(|| Value::from("a value"), Value::from),
        actual: Value::from(ABSENT),
        message: format!("`{}` did not send the header `{}`, {why}", exchange.operation(), header.name),
    })
}

#[cfg(test)]
mod tests {
    use crate::check::{
        Examples,
        specimen::{Specimen, codes},
    };

    #[test]
    fn holds_or_breaks() {
        let none: &[&str] = &[];
        for (case, required, example, mode, volatile, expected) in [
            ("required", true, None, Examples::Shape, "", ["header_required"].as_slice()),
            ("required and volatile", true, None, Examples::Exact, "header.x-total", &["header_required"]),
            ("optional", false, None, Examples::Exact, "", none),
            ("optional with an example, by shape", false, Some("3"), Examples::Shape, "", none),
            (
                "optional with an example, exactly",
                false,
                Some("3"),
                Examples::Exact,
                "",
                &["header_required"],
            ),
            ("optional, volatile, exactly", false, Some("3"), Examples::Exact, "header.x-total", none),
        ] {
            let specimen =
                Specimen::pets().promise_header("X-Total", required, example).volatile(&[volatile]);
            assert_eq!(codes(&specimen.examples(mode).check()), expected, "{case}");
        }
    }

    #[test]
    fn names_compare_without_regard_to_case() {
        let specimen = Specimen::pets().promise_header("X-Total", true, None).header("x-total", "1");
        assert_eq!(codes(&specimen.check()), [""; 0]);
    }

    #[test]
    fn the_sentence_names_the_header() {
        let findings = Specimen::pets().promise_header("X-Total", true, None).check();
        assert_eq!(
            findings[0].message,
            "`listPets` did not send the header `X-Total`, which the document requires"
        );
        assert_eq!(findings[0].position.pointer.as_str(), "/paths/~1pets/get/responses/200/headers/X-Total");
        assert_eq!(findings[0].id, "listPets/200/default:header_required:x-total");
    }
}
