//! Which version of `OpenAPI` a document is written in.

use std::fmt;

use serde_json::Value;

use super::Pointer;

/// A version that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenApiVersion {
    /// Swagger 2.0: bodies and forms are parameters, and its dialect of schemas is the smallest.
    V2_0,
    /// 3.0.x: its own dialect of schemas.
    V3_0,
    /// 3.1.x: JSON Schema 2020-12.
    V3_1,
    /// 3.2.x: as 3.1, with more methods and places.
    V3_2,
}

/// What to say of any other.
const SUPPORTED: &str = "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported";

impl fmt::Display for OpenApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V2_0 => "2.0",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        })
    }
}

impl OpenApiVersion {
    /// The version a document states, else the place and the message of what is wrong.
    pub(super) fn of(root: &Value) -> Result<Self, (Pointer, String)> {
        let at = |key: &str| Pointer::root().join(key);
        let Value::Object(members) = root else {
            return Err((Pointer::root(), "not an OpenAPI document: an object is expected".to_owned()));
        };
        if let Some(version) = members.get("swagger") {
            // Many leave out the quotes, and there is no other version it could be.
            let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
            return match version.as_str() {
                "2.0" => Ok(Self::V2_0),
                _ => Err((at("swagger"), format!("unknown Swagger version `{version}`; {SUPPORTED}"))),
            };
        }
        let Some(version) = members.get("openapi") else {
            let message = "not an OpenAPI document: the field `openapi` with its version is missing";
            return Err((Pointer::root(), message.to_owned()));
        };
        let Value::String(version) = version else {
            let message = format!("`openapi` must be a string: write \"{version}.0\" in quotes");
            return Err((
                at("openapi"),
                if version.is_number() { message } else { "`openapi` must be a string".to_owned() },
            ));
        };
        let parts: Vec<&str> = version.split('.').collect();
        match parts.as_slice() {
            ["3", "0", ..] => Ok(Self::V3_0),
            ["3", "1", ..] => Ok(Self::V3_1),
            ["3", "2", ..] => Ok(Self::V3_2),
            _ => Err((at("openapi"), format!("unknown OpenAPI version `{version}`; {SUPPORTED}"))),
        }
    }
}
