//! Contents and headers as JSON has them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Map, Value};

use crate::transport::{Body, Headers};

/// Text as it is, anything else in base64; which of the two it is.
pub(super) fn encoded(body: &Body) -> (String, &'static str) {
    match body.text() {
        Some(text) => (text.to_owned(), "utf-8"),
        None => (STANDARD.encode(&body.0), "base64"),
    }
}

/// A content from the members `body` and `bodyEncoding`.
pub(super) fn decoded(message: &Map<String, Value>, of: &str) -> Result<Body, String> {
    let text = match message.get("body") {
        None | Some(Value::Null) => return Ok(Body::default()),
        Some(Value::String(text)) => text,
        Some(_) => return Err(format!("`{of}.body` must be text: turn it into JSON text first")),
    };
    let encoding = message.get("bodyEncoding").and_then(Value::as_str).unwrap_or("utf-8");
    match encoding.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "" => Ok(Body(Bytes::from(text.clone()))),
        "base64" => {
            let bytes = STANDARD.decode(text.trim());
            bytes
                .map(|bytes| Body(bytes.into()))
                .map_err(|error| format!("`{of}.body` is no base64: {error}"))
        }
        other => Err(format!("`{of}.bodyEncoding` is `{other}`; there are utf-8 and base64")),
    }
}

/// Fields by name, several of one name joined as RFC 9110 section 5.2 has it.
pub(super) fn fields(headers: &Headers) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in headers.iter() {
        match fields.get_mut(name) {
            Some(Value::String(known)) => *known = format!("{known}, {value}"),
            _ => drop(fields.insert(name.to_owned(), value.into())),
        }
    }
    fields
}

/// Headers from fields; `null` is no field.
pub(super) fn headers(fields: Option<&Value>, of: &str) -> Result<Headers, String> {
    let fields = match fields {
        None | Some(Value::Null) => return Ok(Headers::new()),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(format!("`{of}.headers` must be an object of names and values")),
    };
    let mut headers = Headers::new();
    for (name, value) in fields {
        match value {
            Value::Null => {}
            Value::Array(values) => {
                for value in values {
                    headers.append(name, plain(value).ok_or_else(|| no_field(of, name))?);
                }
            }
            value => headers.append(name, plain(value).ok_or_else(|| no_field(of, name))?),
        }
    }
    Ok(headers)
}

fn no_field(of: &str, name: &str) -> String {
    format!("`{of}.headers.{name}` must be text")
}

/// Text, a number or a truth value, as text.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
