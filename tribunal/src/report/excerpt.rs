//! The beginning of a body, for people: a few lines, whatever came.

use serde_json::Value;

use super::{
    plain::{cut, visible},
    redact::Redactor,
};
use crate::{check, transport::Body};

/// Lines shown at most.
const MAX_LINES: usize = 24;
/// Characters of a line shown at most.
const MAX_WIDTH: usize = 160;
/// A JSON text up to this length stands on one line.
const ONE_LINE: usize = 96;
/// Larger bodies are not parsed.
const MAX_PARSED: usize = 4 << 20;
/// Bytes of a text that are looked at.
const MAX_TEXT: usize = 16 << 10;

/// A body as lines: JSON laid out, other text as it is, anything else by its size.
pub(crate) fn lines(body: &Body, redactor: &Redactor<'_>) -> Vec<String> {
    if body.is_empty() {
        return Vec::new();
    }
    let text = match Content::of(body, redactor) {
        Content::Json(json) => layout(&json),
        Content::Text(text) | Content::Binary(text) => text,
    };
    shortened(&text, body.0.len())
}

/// What a body holds, bounded and without secrets.
pub(crate) enum Content {
    /// A JSON value.
    Json(Value),
    /// The beginning of any other text.
    Text(String),
    /// No text: its size and first bytes, for people.
    Binary(String),
}

impl Content {
    pub(crate) fn of(body: &Body, redactor: &Redactor<'_>) -> Self {
        let parsed = (body.0.len() <= MAX_PARSED).then(|| body.to_json()).flatten();
        match (parsed, head(&body.0, MAX_TEXT)) {
            (Some(json), _) => Self::Json(check::bounded(&redactor.json(&json))),
            (None, Some(text)) => Self::Text(redactor.text(text)),
            (None, None) => Self::Binary(check::binary(&body.0)),
        }
    }
}

/// A JSON value on one line if it is short, else laid out.
pub(crate) fn layout(value: &Value) -> String {
    let line = value.to_string();
    if line.chars().count() <= ONE_LINE { line } else { serde_json::to_string_pretty(value).unwrap_or(line) }
}

/// The first bytes as text, cut between characters; `None` for what is no text.
fn head(bytes: &[u8], limit: usize) -> Option<&str> {
    let head = bytes.get(..limit).unwrap_or(bytes);
    match std::str::from_utf8(head) {
        Ok(text) => Some(text),
        // A character that the cut has split is no sign of binary data.
        Err(error) if error.error_len().is_none() && bytes.len() > head.len() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

fn shortened(text: &str, bytes: usize) -> Vec<String> {
    let visible = visible(text);
    let mut lines: Vec<String> = visible.lines().take(MAX_LINES).map(|line| cut(line, MAX_WIDTH)).collect();
    if visible.lines().nth(MAX_LINES).is_some() {
        lines.push(format!("… ({bytes} bytes in all)"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde_json::json;

    use super::lines;
    use crate::{report::redact::Redactor, transport::Body};

    fn excerpt(bytes: &[u8]) -> Vec<String> {
        lines(&Body(Bytes::copy_from_slice(bytes)), &Redactor::by_look())
    }

    #[test]
    fn short_json_is_one_line_and_long_json_is_laid_out() {
        assert_eq!(excerpt(br#"{ "a" : 1 }"#), [r#"{"a":1}"#]);
        let long = json!({"a": "x".repeat(60), "b": "y".repeat(60)}).to_string();
        assert_eq!(excerpt(long.as_bytes()).len(), 4);
    }

    #[test]
    fn a_huge_body_is_a_few_lines_that_say_its_size() {
        let text = excerpt("line\n".repeat(2_000_000).as_bytes());
        assert_eq!(text.len(), 25);
        assert_eq!(text[24], "… (10000000 bytes in all)");
        let wide = excerpt("é".repeat(4 << 20).as_bytes());
        assert_eq!((wide.len(), wide[0].chars().count()), (1, 161));
    }

    #[test]
    fn binary_is_told_by_its_size() {
        assert_eq!(excerpt(&[0xff; 3]), ["<binary, 3 bytes: ff ff ff>"]);
    }

    #[test]
    fn broken_json_shows_no_secret() {
        assert_eq!(excerpt(br#"{"password": "hunter2""#), [r#"{"password": "<redacted>""#]);
    }
}
