//! Reads JSON bodies more strictly than the library does: no property twice (RFC 8259, section 4, leaves open which
//! one counts, so two readers could see two requests), no NUL in a text (PostgreSQL cannot keep it).

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::api::FieldError;

/// Reads one JSON text.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, FieldError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| FieldError::new("", format!("is not valid JSON: {error}")))
}

/// Every text in a value that contains NUL.
pub(super) fn nul_errors(at: &str, value: &Value) -> Vec<FieldError> {
    match value {
        Value::String(text) if text.contains('\0') => {
            vec![FieldError::new(at, "must not contain the character NUL")]
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.flat_map(|(index, item)| nul_errors(&format!("{at}/{index}"), item)).collect()
        }
        Value::Object(map) => {
            let step = |name: &str| name.replace('~', "~0").replace('/', "~1");
            map.iter().flat_map(|(name, item)| nul_errors(&format!("{at}/{}", step(name)), item)).collect()
        }
        _ => Vec::new(),
    }
}

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
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// `1.0` is an integer in JSON Schema, and only an integer for the handler's types once it is written as one.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked: up to 2^53 nothing is lost")]
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT {
            return Ok(Value::from(value as i64));
        }
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
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if map.contains_key(&name) {
                return Err(A::Error::custom(format_args!("the property {name:?} stands twice")));
            }
            map.insert(name, entries.next_value_seed(Strict)?);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn good_json_is_read_as_it_is() {
        let text = br#"{"a": [1, -2, 2.5, 1.0, "x", null, true], "b": {"c": 18446744073709551615}}"#;
        let value =
            json!({"a": [1, -2, 2.5, 1, "x", null, true], "b": {"c": 18_446_744_073_709_551_615_u64}});
        assert_eq!(parse(text), Ok(value));
    }

    #[test]
    fn anything_else_says_where_it_stops_being_json() {
        let deep = "[".repeat(100_000);
        let cases =
            ["", "{", "{}{}", "{\"a\":}", "nul", "\u{feff}{}", "{\"a\":1,\"a\":2}", "1e999", deep.as_str()];
        for text in cases {
            let error = parse(text.as_bytes()).unwrap_err();
            assert!(error.message.starts_with("is not valid JSON: "), "{text:.20}: {error:?}");
            assert!(error.message.contains(" at line 1 column "), "{text:.20}: {error:?}");
        }
        assert!(parse(b"\"\xff\"").is_err(), "not UTF-8");
        assert!(parse(br#""\ud800""#).is_err(), "half a surrogate pair");
    }

    #[test]
    fn nul_is_found_wherever_it_stands() {
        let value = json!({"a/b": ["x", "y\u{0}"], "c": "\u{0}"});
        let pointers: Vec<String> = nul_errors("", &value).into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/a~1b/1", "/c"]);
    }
}
