//! Findings, made in one way: bounded, with a stable id and a place in the document.

use serde_json::Value;

use super::{Check, TransactionUnderCheck, bound, pattern::without_indices};
use crate::{
    document::{Pointer, Position},
    result::{About, Finding},
};

/// Findings of one check about one exchange that are told one by one; the last one counts the rest.
pub(super) const MAX_FINDINGS: usize = 20;

/// Ends the place of a schema that cannot be used.
pub(super) const UNUSABLE: &str = "#unusable";

/// What a check has seen, before it becomes a [`Finding`].
pub(super) struct Seen {
    /// Tells causes of the same check and exchange apart: a pointer and a keyword... Of a check about headers it is
    /// the header's name, and [`UNUSABLE`] may follow.
    pub(super) place: String,
    /// The rule in the document.
    pub(super) position: Position,
    /// Where in the response body.
    pub(super) pointer: Option<Pointer>,
    /// What the document promises.
    pub(super) expected: Value,
    /// What came.
    pub(super) actual: Value,
    /// One sentence that names the field.
    pub(super) message: String,
}

impl Seen {
    /// The finding of that check, its values cut to a bounded size.
    pub(super) fn by(self, check: &Check, exchange: &TransactionUnderCheck<'_>) -> Finding {
        let (id, code) = (&exchange.transaction.id, check.code);
        let header = (check.about == About::Headers)
            .then(|| self.place.strip_suffix(UNUSABLE).unwrap_or(&self.place).to_owned());
        let separator = if self.place.is_empty() { "" } else { ":" };
        Finding {
            id: format!("{id}:{code}{separator}{}", bound::text(&self.place)),
            check: code,
            about: check.about,
            header,
            position: self.position,
            response_pointer: self.pointer,
            expected: bound::value(&self.expected),
            expectation: check.expectation,
            actual: bound::value(&self.actual),
            message: self.message,
        }
    }
}

/// Keeps the first [`MAX_FINDINGS`] and counts the rest: an answer with a million mistakes costs no memory.
#[derive(Default)]
pub(super) struct Collected {
    seen: Vec<Seen>,
    more: usize,
}

impl Collected {
    /// Keeps one more, or counts it without making it.
    pub(super) fn add(&mut self, make: impl FnOnce() -> Seen) {
        if self.seen.len() < MAX_FINDINGS {
            self.seen.push(make());
        } else {
            self.more += 1;
        }
    }

    /// What was kept; the last one says how many more there are.
    pub(super) fn finish(mut self) -> Vec<Seen> {
        let more = self.more;
        if let Some(last) = self.seen.last_mut().filter(|_| more > 0) {
            last.message = format!("{} (and {more} more like it)", last.message);
        }
        self.seen
    }
}

/// A place in a body, for a sentence.
pub(super) fn place_name(pointer: &Pointer) -> String {
    if pointer.as_str().is_empty() {
        "the body".to_owned()
    } else {
        format!("`{}`", bound::text(pointer.as_str()))
    }
}

/// What there is instead, in brackets; nothing where there is nothing. A misspelt name shows itself so.
pub(super) fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const MAX_NAMES: usize = 12;
    let mut names: Vec<String> =
        names.take(MAX_NAMES + 1).map(|name| format!("`{}`", bound::text(name))).collect();
    if names.len() > MAX_NAMES {
        names.truncate(MAX_NAMES);
        names.push("…".to_owned());
    }
    if names.is_empty() { String::new() } else { format!(" (it has {})", names.join(", ")) }
}

/// A value in a sentence: short ones as they are, others by their type and size.
pub(super) fn in_words(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(members) => format!("an object of {}", members.len()),
        Value::String(text) if text.chars().count() > 60 => format!("a string of {} bytes", text.len()),
        short => short.to_string(),
    }
}

/// The JSON type of a value with its article.
pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Whether two places have one cause: the same place, list positions left out.
pub(super) fn same_place(a: &Pointer, b: &Pointer) -> bool {
    a == b || without_indices(a) == without_indices(b)
}
