//! The text of a string schema: by its pattern, else its format, else the word `string`, within its lengths.

use super::{pattern, shape};
use crate::document::Node;

/// No value is longer, whatever `minLength` asks.
const MAX_LENGTH: usize = 100_000;

/// A string within the keywords.
pub(super) fn text(parts: &[Node<'_>]) -> String {
    let least = shape::count(parts, "minLength").unwrap_or(0).min(MAX_LENGTH);
    let most = shape::count(parts, "maxLength").unwrap_or(MAX_LENGTH);
    let regex = shape::keyword(parts, "pattern").and_then(|node| node.value.as_str());
    if let Some(text) = regex.and_then(|regex| pattern::generate(regex, least)) {
        return text;
    }
    let format = shape::keyword(parts, "format").and_then(|node| node.value.as_str());
    if let Some(text) = format.and_then(of_format) {
        return text.to_owned();
    }
    let text: String = "string".chars().take(most).collect();
    let missing = least.saturating_sub(text.len());
    text + &"a".repeat(missing)
}

/// One value of each format of JSON Schema 2020-12 and the `OpenAPI` format registry.
fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date" => "2024-01-01",
        "date-time" => "2024-01-01T00:00:00Z",
        "time" => "00:00:00Z",
        "duration" => "P1D",
        "email" | "idn-email" => "user@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "url" | "iri" => "https://example.com/",
        "uri-reference" | "iri-reference" | "json-pointer" => "/example",
        "uri-template" => "/example/{id}",
        "uuid" => "00000000-0000-4000-8000-000000000000",
        "relative-json-pointer" => "0/example",
        "regex" => "^.*$",
        "byte" => "dHJpYnVuYWw=",
        "base64url" => "dHJpYnVuYWw",
        _ => return None,
    })
}
