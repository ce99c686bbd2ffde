//! Multipart bodies (RFC 2046 section 5.1, RFC 7578): one part for each field.

use bytes::Bytes;
use serde_json::Value;

use super::{
    body::{Encoded, concrete, encoding, is_json},
    sample, serialize,
};
use crate::{
    document::{
        Document, Node,
        view::{MediaType, essence},
    },
    transport::Body,
};

/// One part for each field, an array's items one by one (RFC 7578 section 4.3).
pub(super) fn write(document: &Document, media: &MediaType<'_>, value: &Value) -> Result<Encoded, String> {
    let Value::Object(members) = value else {
        return Err("a multipart body's example must be an object or a string".to_owned());
    };
    let kind = match essence(media.name) {
        kind if kind.ends_with("/*") => "multipart/form-data".to_owned(),
        kind => kind,
    };
    let form = kind == "multipart/form-data";
    let mut parts = Vec::new();
    for (name, item) in members {
        let schema = media.schema.as_ref().and_then(|schema| sample::property(document, schema, name));
        let encoding = encoding(media, name);
        let field = Field { document, name, form, encoding: encoding.as_ref() };
        match item {
            Value::Array(items) if !field.content_type().is_some_and(is_json) => {
                let schema = schema.as_ref().and_then(|schema| sample::items(document, schema));
                parts.extend(items.iter().map(|item| field.part(schema.as_ref(), item)));
            }
            item => parts.push(field.part(schema.as_ref(), item)),
        }
    }
    let boundary = boundary(&parts);
    let mut text: Vec<String> = parts.iter().map(|part| format!("--{boundary}\r\n{part}\r\n")).collect();
    text.push(format!("--{boundary}--\r\n"));
    let content_type = format!("{kind}; boundary={boundary}");
    Ok(Encoded { content_type, body: Body(Bytes::from(text.concat())) })
}

/// A field of a multipart body, with its Encoding Object.
struct Field<'f, 'd> {
    document: &'d Document,
    name: &'f str,
    /// Whether parts have the names of fields, as those of a form do.
    form: bool,
    encoding: Option<&'f Node<'d>>,
}

impl Field<'_, '_> {
    fn content_type(&self) -> Option<&str> {
        self.encoding.and_then(|encoding| encoding.text("contentType"))
    }

    fn part(&self, schema: Option<&Node<'_>>, value: &Value) -> String {
        let keyword = |key: &str| schema.and_then(|schema| sample::keyword(self.document, schema, key));
        let format = keyword("format");
        let binary = format.as_ref().and_then(|node| node.value.as_str()) == Some("binary");
        let media_type = keyword("contentMediaType");
        let media_type = media_type.as_ref().and_then(|node| node.value.as_str());
        let structured = value.is_object() || value.is_array();
        let first = self.content_type().and_then(|list| list.split(',').next()).map(str::trim);
        let content_type = match first.or(media_type) {
            Some(name) => Some(concrete(name, value)),
            None if binary => Some("application/octet-stream".to_owned()),
            None if structured => Some("application/json".to_owned()),
            None => None,
        };
        let quoted = self.name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let file =
            if binary || media_type.is_some() { format!("; filename=\"{quoted}\"") } else { String::new() };
        let disposition = format!("Content-Disposition: form-data; name=\"{quoted}\"{file}\r\n");
        let disposition = if self.form { disposition } else { String::new() };
        let content_type = content_type.map(|name| format!("Content-Type: {name}\r\n")).unwrap_or_default();
        let headers = self.headers();
        let text = if structured { value.to_string() } else { serialize::scalar(value) };
        format!("{disposition}{content_type}{headers}\r\n{text}")
    }

    /// The headers of the Encoding Object that have a value; `Content-Type` has a field of its own there.
    fn headers(&self) -> String {
        let described = self.encoding.into_iter().flat_map(|encoding| encoding.each("headers"));
        let headers = described.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        let lines = headers.filter_map(|(name, header)| {
            let header = self.document.follow(header).ok()?;
            let of_schema = || sample::documented(self.document, &header.get("schema")?);
            let value = header.get("example").or_else(of_schema)?;
            let text = serialize::scalar(value.value);
            let sane = http::HeaderName::try_from(name).is_ok() && http::HeaderValue::try_from(&text).is_ok();
            sane.then(|| format!("{name}: {text}\r\n"))
        });
        lines.collect()
    }
}

/// Always the same, unless a part has it inside.
fn boundary(parts: &[String]) -> String {
    let mut boundary = "tribunal-form-boundary".to_owned();
    while parts.iter().any(|part| part.contains(&boundary)) {
        boundary.push('-');
        boundary.push('x');
    }
    boundary
}
