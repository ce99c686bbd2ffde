//! YAML 1.2 (core schema) as the JSON value it stands for, with the place of every value.
//!
//! Keys are strings as written (`200:` is `"200"`), a repeated one is an error, and merge keys (`<<`) are honoured
//! because documents in the wild use them. Untrusted: depth and the growth through aliases are bounded.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Range};
use serde_json::{Map, Value};

use super::{json::SyntaxError, scalar, span::Span};

/// How deep values may nest; as deep as `serde_json` lets JSON.
const MAX_DEPTH: usize = 128;
/// How many values aliases may add altogether (the "billion laughs" have a billion).
const MAX_ALIASED: usize = 1_000_000;

/// Parses a stream of exactly one document.
pub(super) fn parse(text: &str) -> Result<(Value, Span), SyntaxError> {
    let mut builder = Builder::default();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, range) = event.map_err(|error| scan_error(&error))?;
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
            if documents > 1 {
                return Err(error(&range, "a second YAML document, where one is to be"));
            }
        }
        builder.take(event, &range)?;
    }
    builder.root.ok_or_else(|| SyntaxError {
        line: 1,
        column: 1,
        message: "the document is empty".to_owned(),
    })
}

/// The value of another file than an `OpenAPI` document, read by the same rules; the error is one sentence with its place.
pub(crate) fn value(text: &str) -> Result<Value, String> {
    match parse(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok((value, _)) => Ok(value),
        Err(error) => Err(format!("line {}, column {}: {}", error.line, error.column, error.message)),
    }
}

fn scan_error(error: &ScanError) -> SyntaxError {
    let (line, column) = place(error.marker().line(), error.marker().col());
    SyntaxError { line, column, message: error.info().to_owned() }
}

fn error(range: &Range, message: impl Into<String>) -> SyntaxError {
    let (line, column) = place(range.start.line(), range.start.col());
    SyntaxError { line, column, message: message.into() }
}

/// The parser counts lines from 1 and columns from 0.
fn place(line: usize, column: usize) -> (u32, u32) {
    (
        u32::try_from(line).unwrap_or(u32::MAX).max(1),
        u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1),
    )
}

/// A collection whose end has not come yet.
enum Open {
    Array {
        anchor: usize,
        span: Span,
        items: Vec<Value>,
    },
    Object {
        anchor: usize,
        span: Span,
        members: Map<String, Value>,
        key: Option<Key>,
        merges: Vec<(Value, Span)>,
    },
}

/// What an alias repeats.
struct Anchored {
    value: Value,
    span: Span,
    size: usize,
    height: usize,
}

struct Key {
    text: String,
    merge: bool,
    line: u32,
    column: u32,
}

/// Puts events together to a value.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    aliased: usize,
    root: Option<(Value, Span)>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, range: &Range) -> Result<(), SyntaxError> {
        let (line, column) = place(range.start.line(), range.start.col());
        let span = Span { line, column, children: Vec::new() };
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                if self.wants_key() {
                    let merge = plain && text == "<<";
                    return self.key(Key { text: text.into_owned(), merge, line, column }, range);
                }
                let tag = tag.filter(|tag| tag.is_yaml_core_schema());
                let value = match tag.as_ref().map(|tag| tag.suffix.as_str()) {
                    Some("str") => Value::String(text.into_owned()),
                    Some(_) => scalar::resolve(&text),
                    None if plain => scalar::resolve(&text),
                    None => Value::String(text.into_owned()),
                };
                self.value(value, span, anchor, range)
            }
            Event::SequenceStart(anchor, _) => {
                self.open(Open::Array { anchor, span, items: Vec::new() }, range)
            }
            Event::MappingStart(anchor, _) => {
                let members = Map::new();
                self.open(Open::Object { anchor, span, members, key: None, merges: Vec::new() }, range)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Object { key: None, .. }))
    }

    fn key(&mut self, new: Key, range: &Range) -> Result<(), SyntaxError> {
        if let Some(Open::Object { members, key, .. }) = self.open.last_mut() {
            if !new.merge && members.contains_key(&new.text) {
                return Err(error(range, format!("duplicate key {}", Value::String(new.text))));
            }
            *key = Some(new);
        }
        Ok(())
    }

    fn open(&mut self, collection: Open, range: &Range) -> Result<(), SyntaxError> {
        if self.wants_key() {
            return Err(error(range, "a key must be a scalar"));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(error(range, format!("values nest deeper than {MAX_DEPTH} levels")));
        }
        self.open.push(collection);
        Ok(())
    }

    fn close(&mut self, range: &Range) -> Result<(), SyntaxError> {
        match self.open.pop() {
            Some(Open::Array { anchor, span, items }) => self.value(Value::Array(items), span, anchor, range),
            Some(Open::Object { anchor, mut span, mut members, merges, .. }) => {
                merge(&mut members, &mut span, merges);
                self.value(Value::Object(members), span, anchor, range)
            }
            None => Ok(()),
        }
    }

    fn alias(&mut self, anchor: usize, range: &Range) -> Result<(), SyntaxError> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(error(range, "an alias inside the value it stands for"));
        };
        self.aliased = self.aliased.saturating_add(anchored.size);
        if self.aliased > MAX_ALIASED {
            return Err(error(
                range,
                format!("aliases make the document more than {MAX_ALIASED} values larger"),
            ));
        }
        if self.open.len() + anchored.height > MAX_DEPTH {
            return Err(error(range, format!("values nest deeper than {MAX_DEPTH} levels")));
        }
        let (value, span) = (anchored.value.clone(), anchored.span.clone());
        if self.wants_key() {
            let (line, column) = place(range.start.line(), range.start.col());
            let text = match value {
                Value::String(text) => text,
                Value::Array(_) | Value::Object(_) => return Err(error(range, "a key must be a scalar")),
                other => other.to_string(),
            };
            return self.key(Key { text, merge: false, line, column }, range);
        }
        self.value(value, span, 0, range)
    }

    fn value(
        &mut self,
        value: Value,
        mut span: Span,
        anchor: usize,
        range: &Range,
    ) -> Result<(), SyntaxError> {
        if anchor != 0 {
            let (size, height) = measure(&span);
            self.anchors.insert(anchor, Anchored { value: value.clone(), span: span.clone(), size, height });
        }
        match self.open.last_mut() {
            None => self.root = Some((value, span)),
            Some(Open::Array { span: parent, items, .. }) => {
                items.push(value);
                parent.children.push(span);
            }
            Some(Open::Object { span: parent, members, key, merges, .. }) => {
                let Some(key) = key.take() else { return Err(error(range, "a value without a key")) };
                if key.merge {
                    merges.push((value, span));
                } else {
                    (span.line, span.column) = (key.line, key.column);
                    members.insert(key.text, value);
                    parent.children.push(span);
                }
            }
        }
        Ok(())
    }
}

/// Adds the members of merged mappings that are not there yet; the first mapping that has a key wins.
fn merge(members: &mut Map<String, Value>, span: &mut Span, merges: Vec<(Value, Span)>) {
    for (value, place) in merges {
        let sources = match value {
            Value::Array(items) => items.into_iter().zip(place.children).collect(),
            other => vec![(other, place)],
        };
        for (source, place) in sources {
            let Value::Object(source) = source else { continue };
            for ((key, value), place) in source.into_iter().zip(place.children) {
                if !members.contains_key(&key) {
                    members.insert(key, value);
                    span.children.push(place);
                }
            }
        }
    }
}

/// How many values there are at and below a place, and on how many levels.
fn measure(span: &Span) -> (usize, usize) {
    let below = span.children.iter().map(measure);
    let (size, height) = below.fold((0, 0), |(size, height), (s, h)| (size + s, height.max(h)));
    (size + 1, height + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::Pointer;

    #[test]
    fn every_value_has_its_place_and_a_member_stands_at_its_key() {
        let (value, spans) = parse("a:\n  - 1\n  - b: x\n    200: y\nc: {d: e}\n").unwrap();
        assert_eq!(value, json!({"a": [1, {"b": "x", "200": "y"}], "c": {"d": "e"}}));
        let place = |pointer: &str| {
            let (line, column, _) = spans.find(&value, &Pointer::parse(pointer));
            (line, column)
        };
        assert_eq!(place("/a"), (1, 1));
        assert_eq!(place("/a/0"), (2, 5));
        assert_eq!(place("/a/1"), (3, 5));
        assert_eq!(place("/a/1/200"), (4, 5));
        assert_eq!(place("/c/d"), (5, 5));
    }

    #[test]
    fn aliases_and_merge_keys_mean_what_they_repeat() {
        let (value, spans) = parse("a: &x {k: 1, l: 2}\nb: *x\nc:\n  <<: *x\n  l: 3\n").unwrap();
        assert_eq!(value, json!({"a": {"k": 1, "l": 2}, "b": {"k": 1, "l": 2}, "c": {"l": 3, "k": 1}}));
        let (line, column, found) = spans.find(&value, &Pointer::parse("/c/k"));
        assert_eq!((line, column, found.as_str()), (1, 8, "/c/k"));
    }

    #[test]
    fn what_is_no_document_is_refused_with_its_place() {
        let deep = format!("{}1", "- ".repeat(200));
        let tenfold = |n: u32| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "));
        let laughs =
            format!("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n{}", (1..12).map(tenfold).collect::<String>());
        let storey = |n: u32| format!("a{n}: &a{n} [*a{}]\n", n - 1);
        let tower = format!("a0: &a0 [1]\n{}", (1..400).map(storey).collect::<String>());
        let table = [
            ("a: 1\na: 2\n", 2, 1, "duplicate key"),
            ("a: [1\n", 2, 1, ""),
            ("a: 1\n---\nb: 2\n", 2, 1, "second YAML document"),
            ("", 1, 1, "empty"),
            ("# only a comment\n", 1, 1, "empty"),
            ("? [1]\n: 2\n", 1, 3, "a key must be a scalar"),
            ("a: &x [*x]\n", 1, 8, "alias inside"),
            ("a: *nobody\n", 1, 4, ""),
            (&deep, 1, 257, "nest deeper"),
            (&laughs, 6, 45, "aliases make the document"),
            (&tower, 127, 14, "nest deeper"),
            ("a: b: c\n", 1, 5, ""),
        ];
        for (text, line, column, message) in table {
            let error = parse(text).unwrap_err();
            let start: String = text.chars().take(30).collect();
            assert!(error.message.contains(message), "{start}: {}", error.message);
            assert_eq!((error.line, error.column), (line, column), "{start}: {}", error.message);
        }
    }
}
