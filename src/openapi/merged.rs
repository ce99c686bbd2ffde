//! Reads poem-openapi's JSON. It writes a key twice where two APIs share a path or
//! two answers share a status; such objects are merged here, none is lost.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A JSON value in which objects under a repeated key were merged.
pub(super) struct Merged(pub(super) Value);

impl<'de> Deserialize<'de> for Merged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MergingVisitor).map(Self)
    }
}

struct MergingVisitor;

impl<'de> Visitor<'de> for MergingVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
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

    /// poem-openapi keeps limits as floats: `maximum: 100.0` reads better as `100`.
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
        if value.fract() == 0.0 && value.abs() < 9e15 {
            return Ok((value as i64).into());
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Merged(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Merged(value))) = entries.next_entry::<String, Merged>()? {
            match object.get_mut(&key) {
                Some(first) => merge(first, value),
                None => {
                    object.insert(key, value);
                }
            }
        }
        Ok(Value::Object(object))
    }
}

/// Adds to `first` what only `second` has. Texts that differ are two sentences.
fn merge(first: &mut Value, second: Value) {
    match (first, second) {
        (Value::Object(first), Value::Object(second)) => {
            for (key, value) in second {
                match first.get_mut(&key) {
                    Some(known) => merge(known, value),
                    None => {
                        first.insert(key, value);
                    }
                }
            }
        }
        (Value::String(first), Value::String(second)) if *first != second => {
            first.push(' ');
            first.push_str(&second);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Value {
        serde_json::from_str::<Merged>(text).unwrap().0
    }

    #[test]
    fn a_path_of_two_apis_keeps_the_operations_of_both() {
        let paths = read(r#"{"/users":{"get":{"a":1}},"/users":{"post":{"b":2}}}"#);
        assert_eq!(paths, json!({"/users": {"get": {"a": 1}, "post": {"b": 2}}}));
    }

    #[test]
    fn two_answers_with_one_status_keep_both_media_types() {
        let responses = read(
            r#"{"200":{"description":"A list.","content":{"application/json":{}}},
                "200":{"description":"A page.","content":{"text/html":{}}}}"#,
        );
        assert_eq!(
            responses,
            json!({"200": {"description": "A list. A page.",
                "content": {"application/json": {}, "text/html": {}}}})
        );
    }

    #[test]
    fn whole_limits_are_written_as_integers() {
        assert_eq!(
            read(r#"{"maximum":100.0,"multipleOf":0.5}"#).to_string(),
            r#"{"maximum":100,"multipleOf":0.5}"#
        );
    }
}
