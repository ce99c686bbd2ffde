//! The response has no header that it does not document.

use serde_json::Value;

use super::{
    ABSENT, TransactionUnderCheck,
    catalogue::{Check, Silences},
    finding::{Collected, Seen, names},
    schema_view::response_place,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "undocumented_header",
    rule: "The response documents every header but those that belong to HTTP or to the whole origin",
    page: include_str!("../../docs/checks/undocumented_header.md"),
    silences: Silences::SamePlace,
    about: About::Headers,
    expectation: Expectation::Value,
    judge,
};

/// Headers that no operation has to document, and who defines them.
const ORDINARY: &[(&str, &[&str])] = &[
    // About one connection, or how the message is cut into bytes; proxies add and remove them.
    (
        "RFC 9110 section 7.6.1, RFC 9112",
        &["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
    ),
    // About the representation: the Media Type Object documents it (OpenAPI 3.0.3, Response Object: a
    // `Content-Type` among the headers is ignored).
    ("RFC 9110 section 8", &["content-type", "content-length", "content-encoding", "content-language"]),
    // What any server and any cache on the way says of itself.
    (
        "RFC 9110 sections 6.6, 7.6.3, 10.2.4, 12.5.5 and 14.3",
        &["date", "via", "server", "vary", "accept-ranges"],
    ),
    ("RFC 9111 section 5.1", &["age"]),
    ("RFC 9211", &["cache-status"]),
    ("RFC 7838", &["alt-svc"]),
    // What browsers ask of the origin as a whole.
    (
        "Fetch, CORS protocol",
        &[
            "access-control-allow-credentials",
            "access-control-allow-headers",
            "access-control-allow-methods",
            "access-control-allow-origin",
            "access-control-expose-headers",
            "access-control-max-age",
        ],
    ),
    ("RFC 6797", &["strict-transport-security"]),
    ("RFC 7034", &["x-frame-options"]),
    ("Fetch, nosniff", &["x-content-type-options"]),
    ("Fetch, Cross-Origin-Resource-Policy", &["cross-origin-resource-policy"]),
    ("HTML, cross-origin policies", &["cross-origin-embedder-policy", "cross-origin-opener-policy"]),
    ("W3C Content Security Policy", &["content-security-policy", "content-security-policy-report-only"]),
    ("W3C Referrer Policy", &["referrer-policy"]),
    ("W3C Permissions Policy", &["permissions-policy"]),
    ("W3C Reporting", &["reporting-endpoints", "report-to", "nel"]),
    ("W3C Server Timing, Timing Allow Origin", &["server-timing", "timing-allow-origin"]),
];

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    if !exchange.strictness.undocumented_header {
        return Vec::new();
    }
    let documented = &exchange.transaction.expected.headers;
    let mut found: Vec<&str> = Vec::new();
    for (name, _) in exchange.response.headers.iter() {
        let known = documented.iter().any(|header| header.name.eq_ignore_ascii_case(name));
        if !known && !is_ordinary(name) && !found.iter().any(|told| told.eq_ignore_ascii_case(name)) {
            found.push(name);
        }
    }
    let mut seen = Collected::default();
    for name in found {
        seen.add(|| told(exchange, name));
    }
    seen.finish()
}

fn told(exchange: &TransactionUnderCheck<'_>, name: &str) -> Seen {
    let documented = exchange.transaction.expected.headers.iter().map(|header| header.name.as_str());
    let operation = exchange.operation();
    Seen {
        place: name.to_ascii_lowercase(),
        position: response_place(exchange, &["headers"]),
        pointer: None,
        expected: Value::from(ABSENT),
        actual: Value::from(exchange.header_values(name).collect::<Vec<_>>().join(", ")),
        message: format!(
            "`{operation}` sent the header `{name}`, which it does not document{}",
            names(documented)
        ),
    }
}

fn is_ordinary(name: &str) -> bool {
    ORDINARY.iter().any(|(_, names)| names.iter().any(|ordinary| ordinary.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::ORDINARY;
    use crate::check::{
        Strictness,
        specimen::{Specimen, codes},
    };

    #[test]
    fn holds_or_breaks() {
        let none: &[&str] = &[];
        for (name, expected) in [
            ("X-Total", ["undocumented_header"].as_slice()),
            ("set-cookie", &["undocumented_header"]),
            ("location", &["undocumented_header"]),
            ("etag", &["undocumented_header"]),
            ("Date", none),
            ("content-length", none),
            ("transfer-encoding", none),
            ("access-control-allow-origin", none),
        ] {
            let specimen = Specimen::pets().header(name, "1").strictness(Strictness::STRICT);
            assert_eq!(codes(&specimen.check()), expected, "{name}");
        }
    }

    #[test]
    fn a_documented_header_holds_in_any_case() {
        let specimen = Specimen::pets().promise_header("X-Total", false, None).header("x-total", "1");
        assert_eq!(codes(&specimen.strictness(Strictness::STRICT).check()), [""; 0]);
    }

    #[test]
    fn by_default_nobody_minds() {
        assert_eq!(codes(&Specimen::pets().header("x-total", "1").check()), [""; 0]);
    }

    #[test]
    fn a_repeated_header_is_one_finding() {
        let specimen = Specimen::pets().header("set-cookie", "a=1").header("set-cookie", "b=2");
        let findings = specimen.strictness(Strictness::STRICT).check();
        assert_eq!(codes(&findings), ["undocumented_header"]);
        assert_eq!(findings[0].actual, "a=1, b=2");
    }

    #[test]
    fn every_exception_names_its_source_and_stands_once() {
        let mut names: Vec<&str> = ORDINARY.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        assert!(ORDINARY.iter().all(|(source, _)| source.starts_with("RFC") || source.contains(' ')));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
