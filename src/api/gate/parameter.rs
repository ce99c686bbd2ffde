//! Parameters of path, query and headers, judged by their schemas.

use poem::http::HeaderMap;
use serde_json::Value;

use super::operation::Values;
use super::schema::{Rules, Schemas};
use crate::api::FieldError;

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
}

impl Place {
    const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// What the text of a parameter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Number,
    Boolean,
    Text,
}

/// One parameter of an operation.
pub(super) struct Parameter {
    name: String,
    place: Option<Place>,
    required: bool,
    kind: Kind,
    is_list: bool,
    rules: Rules,
}

impl Parameter {
    pub(super) fn compile(parameter: &Value, schemas: &Schemas) -> Result<Self, String> {
        let text = |word: &str| parameter.get(word).and_then(Value::as_str).unwrap_or_default();
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        let schema = if schema.is_null() { &Value::Object(serde_json::Map::new()) } else { schema };
        let resolved = schemas.resolve(schema);
        let is_list = resolved.get("type").and_then(Value::as_str) == Some("array");
        let item = if is_list { resolved.get("items").map(|items| schemas.resolve(items)) } else { None };
        let place = match text("in") {
            "path" => Some(Place::Path),
            "query" => Some(Place::Query),
            "header" => Some(Place::Header),
            // A cookie is read where it is used.
            _ => None,
        };
        Ok(Self {
            name: if place == Some(Place::Header) {
                text("name").to_lowercase()
            } else {
                text("name").to_owned()
            },
            place,
            required: parameter.get("required") == Some(&Value::Bool(true)),
            kind: Kind::of(item.unwrap_or(resolved)),
            is_list,
            rules: schemas.compile(schema)?,
        })
    }

    /// Everything that is wrong with this parameter in what a request gives.
    pub(super) fn errors(&self, given: &Given<'_>) -> Vec<FieldError> {
        let from_header: Vec<String>;
        let texts = match self.place {
            Some(Place::Path) => given.path.get(&self.name).map(Vec::as_slice).unwrap_or_default(),
            Some(Place::Query) => given.query.get(&self.name).map(Vec::as_slice).unwrap_or_default(),
            Some(Place::Header) => {
                from_header = lossy(given.headers, &self.name);
                &from_header
            }
            None => return Vec::new(),
        };
        if texts.is_empty() && !self.required {
            return Vec::new();
        }
        let at = format!("{}.{}", self.place.map_or("", Place::word), self.name);
        let value = match texts {
            [] => return vec![FieldError::new(at, "is required")],
            many if many.iter().any(|text| text.contains('\0')) => {
                return vec![FieldError::new(at, "must not contain the character NUL")];
            }
            many if self.is_list => Value::Array(many.iter().map(|text| self.kind.value(text)).collect()),
            [one] => self.kind.value(one),
            _ => return vec![FieldError::new(at, "must be given once")],
        };
        self.rules.errors(&at, &value)
    }
}

/// What a request gives for parameters.
pub(super) struct Given<'a> {
    pub(super) path: &'a Values,
    pub(super) query: &'a Values,
    pub(super) headers: &'a HeaderMap,
}

fn lossy(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).into_iter();
    values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
}

impl Kind {
    pub(super) fn of(schema: &Value) -> Self {
        match schema.get("type").and_then(Value::as_str) {
            Some("integer") => Self::Integer,
            Some("number") => Self::Number,
            Some("boolean") => Self::Boolean,
            _ => Self::Text,
        }
    }

    /// The value a text means. A text that means nothing of this kind stays a text, which its schema then refuses.
    pub(super) fn value(self, text: &str) -> Value {
        let meant = match self {
            Self::Integer => integer(text).map(Value::from),
            Self::Number => {
                text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number)
            }
            Self::Boolean => text.parse::<bool>().ok().map(Value::Bool),
            Self::Text => None,
        };
        meant.unwrap_or_else(|| Value::String(text.to_owned()))
    }
}

/// Digits with at most a minus in front: `+1`, `01`, `1.0` and ` 1` are other texts.
fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn errors(schema: &Value, given: &[&str]) -> Vec<String> {
        let parameter = json!({"name": "limit", "in": "query", "required": true, "schema": schema});
        let parameter = Parameter::compile(&parameter, &Schemas::of(&json!({})).unwrap()).unwrap();
        let query = [("limit".to_owned(), given.iter().map(|text| (*text).to_owned()).collect())].into();
        let given = Given { path: &Values::new(), query: &query, headers: &HeaderMap::new() };
        let errors = parameter.errors(&given);
        errors.into_iter().map(|error| format!("{} {}", error.pointer, error.message)).collect()
    }

    #[test]
    fn an_integer_is_written_in_one_way_only() {
        let schema = json!({"type": "integer", "format": "uint64", "minimum": 1, "maximum": 100});
        for good in ["1", "42", "100"] {
            assert_eq!(errors(&schema, &[good]), [""; 0], "{good}");
        }
        for wrong in ["", "a", "01", "+1", "1.0", " 1", "1e2", "0x1", "99999999999999999999"] {
            assert_eq!(errors(&schema, &[wrong]), ["query.limit must be an integer"], "{wrong:?}");
        }
        assert_eq!(errors(&schema, &["0"]), ["query.limit must be at least 1"]);
        assert_eq!(errors(&schema, &["101"]), ["query.limit must be at most 100"]);
    }

    #[test]
    fn a_parameter_is_given_once_unless_it_is_a_list() {
        assert_eq!(errors(&json!({"type": "string"}), &["a", "b"]), ["query.limit must be given once"]);
        assert_eq!(errors(&json!({"type": "array", "items": {"type": "integer"}}), &["1", "2"]), [""; 0]);
        assert_eq!(errors(&json!({"type": "string"}), &[]), ["query.limit is required"]);
        assert_eq!(
            errors(&json!({"type": "string"}), &["a\0"]),
            ["query.limit must not contain the character NUL"]
        );
    }
}
