//! The content type is the documented one.

use serde_json::Value;

use super::{
    ABSENT, TransactionUnderCheck, bound,
    catalogue::{Check, Silences},
    finding::Seen,
    media::MediaType,
    schema_view::response_place,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "content_type",
    rule: "The content type is the documented one; parameters such as charset do not matter",
    page: include_str!("../../docs/checks/content_type.md"),
    silences: Silences::Body,
    about: About::ContentType,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let Some(documented) = exchange.transaction.expected.content_type.as_deref() else { return Vec::new() };
    let said = exchange.response.headers.get("content-type");
    let covered = || {
        let range = MediaType::parse(documented)?;
        Some(range.covers(&exchange.media_type()?))
    };
    let operation = exchange.operation();
    let message = match said {
        // Whether there should be content is the affair of the checks of the body.
        None if exchange.response.body.is_empty() => return Vec::new(),
        None => format!("`{operation}` sent a body without `Content-Type`; the document says {documented}"),
        Some(_) if covered() == Some(true) => return Vec::new(),
        Some(said) => {
            format!("`Content-Type` of `{operation}` is {}, instead of {documented}", bound::text(said))
        }
    };
    vec![Seen {
        place: String::new(),
        position: response_place(exchange, &["content", documented]),
        pointer: None,
        expected: Value::from(documented),
        actual: Value::from(said.unwrap_or(ABSENT)),
        message,
    }]
}

#[cfg(test)]
mod tests {
    use crate::check::specimen::{Specimen, codes};

    #[test]
    fn holds_or_breaks() {
        for (documented, said, expected) in [
            ("application/json", Some("application/json"), &[] as &[&str]),
            ("application/json", Some("application/json; charset=utf-8"), &[]),
            ("application/json; charset=utf-8", Some("Application/JSON"), &[]),
            ("application/*", Some("application/json"), &[]),
            ("*/*", Some("application/json"), &[]),
            ("application/json", Some("text/html"), &["content_type"]),
            ("application/json", Some("application/problem+json"), &["content_type"]),
            ("application/json", Some("nonsense"), &["content_type"]),
            ("application/json", None, &["content_type"]),
        ] {
            let specimen = Specimen::pets().promise_content_type(documented).no_headers();
            let specimen =
                said.into_iter().fold(specimen, |specimen, said| specimen.header("content-type", said));
            assert_eq!(codes(&specimen.check()), expected, "{documented} and {said:?}");
        }
    }

    #[test]
    fn a_wrong_type_is_one_finding_whatever_the_body() {
        let findings = Specimen::pets().no_headers().header("content-type", "text/html").body("<p>").check();
        assert_eq!(codes(&findings), ["content_type"]);
        assert_eq!(
            findings[0].message,
            "`Content-Type` of `listPets` is text/html, instead of application/json"
        );
        assert_eq!(
            findings[0].position.pointer.as_str(),
            "/paths/~1pets/get/responses/200/content/application~1json"
        );
    }
}
