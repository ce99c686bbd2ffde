//! In exact mode a header has the value of its example.

use serde_json::Value;

use super::{
    Examples, TransactionUnderCheck,
    catalogue::{Check, Silences},
    finding::Seen,
    schema_view::response_place,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "header_example",
    rule: "In exact mode a header equals its example, unless it is volatile",
    page: include_str!("../../docs/checks/header_example.md"),
    silences: Silences::SamePlace,
    about: About::Headers,
    expectation: Expectation::Value,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    if exchange.examples != Examples::Exact {
        return Vec::new();
    }
    let mut seen = Vec::new();
    for header in &exchange.transaction.expected.headers {
        let Some(example) = header.example.as_deref().map(str::trim) else { continue };
        let values: Vec<&str> = exchange.header_values(&header.name).collect();
        // Fields of one name may come one by one or joined by a comma (RFC 9110 section 5.3).
        let equal = values.contains(&example) || values.join(", ") == example;
        if values.is_empty() || equal || exchange.header_is_volatile(&header.name) {
            continue;
        }
        let actual = values.join(", ");
        seen.push(Seen {
            place: header.name.to_ascii_lowercase(),
            position: response_place(exchange, &["headers", &header.name]),
            pointer: None,
            expected: Value::from(example),
            message: format!(
                "the header `{}` of `{}` differs from its example",
                header.name,
                exchange.operation()
            ),
            actual: Value::from(actual),
        });
    }
    seen
}

#[cfg(test)]
mod tests {
    use crate::check::{
        Examples,
        specimen::{Specimen, codes},
    };

    #[test]
    fn holds_or_breaks() {
        for (case, example, sent, mode, volatile, expected) in [
            ("equal", "no-store", &["no-store"] as &[&str], Examples::Exact, "", &[] as &[&str]),
            ("other", "no-store", &["public"], Examples::Exact, "", &["header_example"]),
            ("other, by shape", "no-store", &["public"], Examples::Shape, "", &[]),
            ("other, off", "no-store", &["public"], Examples::Off, "", &[]),
            ("other, but volatile", "no-store", &["public"], Examples::Exact, "header.X-Test", &[]),
            (
                "another one is volatile",
                "no-store",
                &["public"],
                Examples::Exact,
                "header.Etag",
                &["header_example"],
            ),
            ("one of several", "b=2", &["a=1", "b=2"], Examples::Exact, "", &[]),
            ("several joined", "GET, POST", &["GET", "POST"], Examples::Exact, "", &[]),
        ] {
            let specimen =
                Specimen::pets().promise_header("X-Test", false, Some(example)).volatile(&[volatile]);
            let specimen = sent.iter().fold(specimen, |specimen, value| specimen.header("x-test", value));
            assert_eq!(codes(&specimen.examples(mode).check()), expected, "{case}");
        }
    }

    #[test]
    fn the_sentence_names_the_header_and_the_values_stand_beside_it() {
        let specimen =
            Specimen::pets().promise_header("Allow", false, Some("GET")).header("allow", "GET, PUT");
        let findings = specimen.examples(Examples::Exact).check();
        assert_eq!(findings[0].message, "the header `Allow` of `listPets` differs from its example");
        assert_eq!(
            (findings[0].expected.as_str(), findings[0].actual.as_str()),
            (Some("GET"), Some("GET, PUT"))
        );
    }
}
