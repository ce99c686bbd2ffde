//! A request body in its media type.

use bytes::Bytes;
use serde_json::Value;

use super::{multipart, sample, serialize};
use crate::{
    document::{
        Document, Node,
        view::{MediaType, Style, essence},
    },
    transport::Body,
};

/// A body as sent, with the media type to name in `Content-Type`.
pub(super) struct Encoded {
    pub(super) content_type: String,
    pub(super) body: Body,
}

/// Whether a media type holds JSON (RFC 6839 section 3.1).
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// The body's bytes, or why this media type cannot be written.
pub(super) fn encode(document: &Document, media: &MediaType<'_>, value: &Value) -> Result<Encoded, String> {
    let content_type = concrete(media.name, value);
    let name = essence(&content_type);
    if is_json(&name) {
        let parsed = embedded(document, media, value);
        return Ok(Encoded { content_type, body: Body::json(parsed.as_ref().unwrap_or(value)) });
    }
    if let Value::String(text) = value {
        // A value for a media type that is no JSON is the text itself (OpenAPI 3.1.1, Example Object).
        return Ok(Encoded { content_type, body: Body(Bytes::from(text.clone())) });
    }
    match name.as_str() {
        "application/x-www-form-urlencoded" => {
            let body = Body(Bytes::from(form(media, value)?));
            Ok(Encoded { content_type, body })
        }
        name if name.starts_with("multipart/") => multipart::write(document, media, value),
        name if name.starts_with("text/") && !value.is_object() && !value.is_array() => {
            Ok(Encoded { content_type, body: Body(Bytes::from(serialize::scalar(value))) })
        }
        _ => Err(format!("a value cannot be written as `{name}`: give the body an example that is a string")),
    }
}

/// Whether a value of any schema can be written in a media type, without an example that is the text itself.
pub(super) fn is_writable(name: &str) -> bool {
    let name = essence(name);
    let form = name == "application/x-www-form-urlencoded" || name.starts_with("multipart/");
    form || is_json(&name)
        || matches!(name.as_str(), "*/*" | "application/*" | "application/*+json" | "text/plain" | "text/*")
}

/// A media type without wildcards (a range may stand in a document, not in a request).
pub(super) fn concrete(name: &str, value: &Value) -> String {
    let plain = essence(name);
    let text = value.is_string();
    match plain.as_str() {
        "*/*" | "application/*" if text => "application/octet-stream".to_owned(),
        "*/*" | "application/*" | "application/*+json" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        "image/*" => "image/png".to_owned(),
        "audio/*" => "audio/mpeg".to_owned(),
        "video/*" => "video/mp4".to_owned(),
        _ => name.to_owned(),
    }
}

/// JSON that stands in the document as a string, as many write it.
pub(super) fn embedded(document: &Document, media: &MediaType<'_>, value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    let types = media.schema.as_ref().map(|schema| sample::types(document, schema))?;
    let structured = types.iter().any(|name| name == "object" || name == "array");
    let parsed: Value = serde_json::from_str(text).ok()?;
    (structured && !types.iter().any(|name| name == "string") && (parsed.is_object() || parsed.is_array()))
        .then_some(parsed)
}

/// The Encoding Object of a field.
pub(super) fn encoding<'d>(media: &MediaType<'d>, name: &str) -> Option<Node<'d>> {
    media.node.get("encoding")?.get(name)
}

fn form(media: &MediaType<'_>, value: &Value) -> Result<String, String> {
    let Value::Object(members) = value else {
        return Err("a form's example must be an object or a string".to_owned());
    };
    let mut pairs = Vec::new();
    for (name, item) in members {
        let encoding = encoding(media, name);
        let style = encoding.as_ref().and_then(|encoding| encoding.text("style")).and_then(Style::parse);
        let explode =
            encoding.as_ref().and_then(|encoding| encoding.value.get("explode")).and_then(Value::as_bool);
        let json = encoding.as_ref().and_then(|encoding| encoding.text("contentType")).is_some_and(is_json);
        let nested = matches!(item, Value::Object(_));
        if json || style.is_none() && explode.is_none() && nested {
            pairs.extend(serialize::form(name, Style::Form, true, &Value::String(item.to_string())));
        } else {
            let style = style.unwrap_or(Style::Form);
            pairs.extend(serialize::form(name, style, explode.unwrap_or(style == Style::Form), item));
        }
    }
    Ok(pairs.join("&"))
}
