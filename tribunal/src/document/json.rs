//! JSON (RFC 8259) with what `serde_json` leaves out: a repeated key is an error, and every value has a place.
//! Places are found in a second pass, only when one is asked for.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::span::Span;

/// What is wrong with a text, and where. Lines and columns count from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) message: String,
}

/// Parses one JSON text.
pub(super) fn parse(text: &str) -> Result<Value, SyntaxError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| describe(text, &error))
}

fn describe(text: &str, error: &serde_json::Error) -> SyntaxError {
    let full = error.to_string();
    let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let mut before = line.get(..error.column().min(line.len())).unwrap_or(line);
    // The parser has read past a repeated key; the caret belongs under it.
    if let Some(key) = message.strip_prefix("duplicate key ") {
        before = before.rfind(key).map_or(before, |at| &before[..=at]);
    }
    SyntaxError {
        line: u32::try_from(error.line()).unwrap_or(u32::MAX).max(1),
        column: u32::try_from(before.chars().count()).unwrap_or(u32::MAX).max(1),
        message: message.to_owned(),
    }
}

/// Builds a [`Value`] and refuses an object with two members of one name.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key {}", Value::String(key))));
            }
            object.insert(key, members.next_value_seed(Strict)?);
        }
        Ok(Value::Object(object))
    }
}

/// The places of a text that [`parse`] has accepted.
pub(super) fn spans(text: &str) -> Span {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, line: 1, column: 1 };
    scanner.value()
}

/// Walks over valid JSON and notes where values start. Its depth is bounded by the parser's (128).
struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u32,
    column: u32,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn step(&mut self) {
        let byte = self.peek();
        self.at += 1;
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
        } else if byte & 0xC0 != 0x80 {
            self.column += 1;
        }
    }

    fn blank(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n' | b',' | b':') {
            self.step();
        }
    }

    fn string(&mut self) {
        self.step();
        while self.at < self.bytes.len() && self.peek() != b'"' {
            if self.peek() == b'\\' {
                self.step();
            }
            self.step();
        }
        self.step();
    }

    fn value(&mut self) -> Span {
        self.blank();
        let mut span = Span { line: self.line, column: self.column, children: Vec::new() };
        match self.peek() {
            b'"' => self.string(),
            b'{' => self.children(&mut span, b'}'),
            b'[' => self.children(&mut span, b']'),
            _ => {
                while self.at < self.bytes.len()
                    && !matches!(self.peek(), b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')
                {
                    self.step();
                }
            }
        }
        span
    }

    fn children(&mut self, span: &mut Span, close: u8) {
        self.step();
        loop {
            self.blank();
            if self.at >= self.bytes.len() || self.peek() == close {
                self.step();
                return;
            }
            let (line, column) = (self.line, self.column);
            if close == b'}' {
                self.string();
            }
            let child = self.value();
            span.children.push(Span { line, column, children: child.children });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Pointer;

    #[test]
    fn every_value_has_its_place_and_a_member_stands_at_its_key() {
        let text = "{\n  \"a\": [1, {\"ü\": \"\\\"}\", \"c\": null}],\n  \"b\": {}\n}\n";
        let (value, spans) = (parse(text).unwrap(), spans(text));
        let place = |pointer: &str| {
            let (line, column, _) = spans.find(&value, &Pointer::parse(pointer));
            (line, column)
        };
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("/a"), (2, 3));
        assert_eq!(place("/a/0"), (2, 9));
        assert_eq!(place("/a/1"), (2, 12));
        assert_eq!(place("/a/1/ü"), (2, 13));
        assert_eq!(place("/a/1/c"), (2, 25));
        assert_eq!(place("/b"), (3, 3));
    }

    #[test]
    fn what_is_not_there_falls_back_to_its_nearest_parent() {
        let text = "{\"a\": {\"b\": 1}}";
        let (value, spans) = (parse(text).unwrap(), spans(text));
        let (line, column, found) = spans.find(&value, &Pointer::parse("/a/b/c/d"));
        assert_eq!((line, column, found.as_str()), (1, 8, "/a/b"));
    }

    #[test]
    fn a_repeated_key_is_an_error_at_the_second_one() {
        let error = parse("{\n \"a\": 1,\n \"a\": 2\n}").unwrap_err();
        assert_eq!(error, SyntaxError { line: 3, column: 2, message: "duplicate key \"a\"".to_owned() });
    }
}
