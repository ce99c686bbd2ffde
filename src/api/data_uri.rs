//! A file in a text: `data:image/png;base64,...` (RFC 2397).

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::Value;

/// The format of its schema. The gate gives a body that has one the room of a file.
pub(super) const FORMAT: &str = "data-uri";

/// A `data:` URI in base64. What it says about its type is not believed.
#[derive(Clone)]
pub struct DataUri(String);

impl DataUri {
    /// The bytes it holds.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words that follow its name.
    pub fn bytes(&self) -> Result<Vec<u8>, &'static str> {
        let (head, data) = self.0.split_once(',').ok_or("is not a data URI")?;
        let head = head.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).map(|_| head);
        let head = head.ok_or("is not a data URI")?;
        let coded = head.rsplit_once(';').is_some_and(|(_, coding)| coding.eq_ignore_ascii_case("base64"));
        if !coded {
            return Err("is not in base64");
        }
        BASE64_STANDARD.decode(data).map_err(|_| "is not valid base64")
    }
}

impl fmt::Debug for DataUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataUri({} characters)", self.0.len())
    }
}

impl Type for DataUri {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed("string_data-uri")
    }

    fn schema_ref() -> MetaSchemaRef {
        let schema = MetaSchema::new_with_format("string", FORMAT);
        MetaSchemaRef::Inline(Box::new(schema))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ParseFromJSON for DataUri {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(text)) => Ok(Self(text)),
            other => Err(ParseError::expected_type(other.unwrap_or_default())),
        }
    }
}

impl ToJSON for DataUri {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_what_stands_behind_the_comma() {
        for (text, bytes) in [
            ("data:image/png;base64,AAEC", Ok(vec![0, 1, 2])),
            ("DATA:;BASE64,AAE=", Ok(vec![0, 1])),
            ("data:text/plain;charset=utf-8;base64,", Ok(vec![])),
            ("data:image/png;base64,AAE", Err("is not valid base64")),
            ("data:image/png;base64,AA EC", Err("is not valid base64")),
            ("data:image/png,AAEC", Err("is not in base64")),
            ("data:image/png;base64", Err("is not a data URI")),
            ("https://example.org/a,b", Err("is not a data URI")),
            ("", Err("is not a data URI")),
        ] {
            assert_eq!(DataUri(text.to_owned()).bytes(), bytes, "{text}");
        }
    }
}
