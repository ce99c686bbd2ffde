//! Bounded copies of what came: a finding never holds a whole answer of unknown size.

use serde_json::{Map, Value};

use super::TransactionUnderCheck;

/// Stands in a finding's `expected` or `actual` for a value that is not there.
pub const ABSENT: &str = "<absent>";

/// Characters of one string that a finding keeps.
const MAX_TEXT: usize = 300;
/// Items of one list that a finding keeps.
const MAX_ITEMS: usize = 20;
/// Properties of one object that a finding keeps.
const MAX_PROPERTIES: usize = 50;
/// Levels of nesting that a finding keeps.
const MAX_DEPTH: usize = 6;

/// A copy of at most a few kilobytes; what was cut off is said in its place.
pub(crate) fn value(value: &Value) -> Value {
    at_depth(value, 0)
}

fn at_depth(value: &Value, depth: usize) -> Value {
    // Each level keeps fewer members than the one above, so that the whole stays small.
    let members = |limit: usize| (limit >> depth).max(3);
    match value {
        Value::String(string) => Value::String(text(string)),
        Value::Array(items) if depth >= MAX_DEPTH && !items.is_empty() => {
            Value::String(format!("… a list of {}", items.len()))
        }
        Value::Object(object) if depth >= MAX_DEPTH && !object.is_empty() => {
            Value::String(format!("… an object of {}", object.len()))
        }
        Value::Array(items) => {
            let limit = members(MAX_ITEMS);
            let mut kept: Vec<Value> =
                items.iter().take(limit).map(|item| at_depth(item, depth + 1)).collect();
            if items.len() > limit {
                kept.push(Value::String(format!("… {} more", items.len() - limit)));
            }
            Value::Array(kept)
        }
        Value::Object(object) => {
            let limit = members(MAX_PROPERTIES);
            let mut kept: Map<String, Value> = object
                .iter()
                .take(limit)
                .map(|(key, member)| (text(key), at_depth(member, depth + 1)))
                .collect();
            if object.len() > limit {
                kept.insert("…".to_owned(), Value::String(format!("{} more", object.len() - limit)));
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

/// The beginning of a text, and how long it was if that is not all.
pub(crate) fn text(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

/// The body for a finding: JSON as JSON, other text as text, anything else by its size and first bytes.
pub(super) fn body(exchange: &TransactionUnderCheck<'_>) -> Value {
    let body = &exchange.response.body;
    if body.is_empty() {
        return Value::String(ABSENT.to_owned());
    }
    match (exchange.json(), body.text()) {
        (Ok(json), _) => value(json),
        (Err(_), Some(string)) => Value::String(text(string)),
        (Err(_), None) => Value::String(binary(&body.0)),
    }
}

/// The size and the first bytes of what is not text.
pub(crate) fn binary(bytes: &[u8]) -> String {
    let head: Vec<String> = bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let more = if bytes.len() > 16 { " …" } else { "" };
    format!("<binary, {} bytes: {}{more}>", bytes.len(), head.join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{body, text, value};
    use crate::check::specimen::Specimen;

    #[test]
    fn small_values_are_kept_whole() {
        let small = json!({"a": [1, 2, {"b": null}], "c": "text", "d": [], "e": {}});
        assert_eq!(value(&small), small);
    }

    #[test]
    fn a_huge_answer_leaves_a_few_kilobytes() {
        let item = json!({"name": "n".repeat(5_000), "tags": vec!["t".repeat(1_000); 50]});
        let wide = json!({"items": vec![item; 40]});
        let kept = value(&wide).to_string().len();
        assert!(kept < 40_000, "{kept} bytes");
    }

    #[test]
    fn deep_nesting_is_cut() {
        let deep = (0..100).fold(Value::Null, |inner, _| json!([inner]));
        assert_eq!(value(&deep), json!([[[[[["… a list of 1"]]]]]]));
    }

    #[test]
    fn a_long_text_says_its_size_and_is_cut_between_characters() {
        let cut = text(&"é".repeat(1_000));
        assert!(cut.ends_with("… (2000 bytes)"), "{cut}");
        assert_eq!(cut.chars().filter(|c| *c == 'é').count(), 300);
    }

    #[test]
    fn binary_is_shown_by_size_and_first_bytes() {
        let specimen = Specimen::pets().bytes(b"\x89PNG\r\n\x1a\n");
        let shown = body(&specimen.under_check(&specimen.document()));
        assert_eq!(shown, json!("<binary, 8 bytes: 89 50 4e 47 0d 0a 1a 0a>"));
    }
}
