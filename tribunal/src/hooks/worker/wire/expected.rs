//! The member `expected`.

use serde_json::{Map, Value};

use super::{Schemas, text};
use crate::plan::{Expected, ExpectedBody, ExpectedHeader};

const CONTENT_TYPE: &str = "Content-Type";

pub(super) fn render(expected: &Expected, schemas: &Schemas) -> Map<String, Value> {
    let mut headers = Map::new();
    if let Some(content_type) = &expected.content_type {
        headers.insert(CONTENT_TYPE.to_owned(), content_type.clone().into());
    }
    for header in &expected.headers {
        if let Some(example) = &header.example {
            headers.insert(header.name.clone(), example.clone().into());
        }
    }
    let mut wire = Map::new();
    wire.insert("headers".to_owned(), headers.into());
    match &expected.body {
        ExpectedBody::Undocumented => {}
        ExpectedBody::Json(value) => drop(wire.insert("body".to_owned(), value.to_string().into())),
        ExpectedBody::Text(text) => drop(wire.insert("body".to_owned(), text.clone().into())),
    }
    wire.insert("statusCode".to_owned(), expected.status.to_string().into());
    if let Some(schema) = expected.schema.as_ref().and_then(|schema| schemas.text(schema)) {
        wire.insert("bodySchema".to_owned(), schema.as_ref().into());
    }
    wire
}

/// Takes over what differs between the member as it was and as it is.
pub(super) fn apply(was: Option<&Value>, is: &Value, expected: &mut Expected) -> Result<(), String> {
    let Value::Object(is) = is else { return Err("`expected` must be an object".to_owned()) };
    let was = was.and_then(Value::as_object);
    let changed = |key: &str| was.and_then(|was| was.get(key)) != is.get(key);
    if changed("statusCode") {
        let status = is.get("statusCode").and_then(text::plain).and_then(|code| code.trim().parse().ok());
        expected.status = status.ok_or("`expected.statusCode` must be a status code")?;
    }
    if changed("headers") {
        headers(was.and_then(|was| was.get("headers")), is.get("headers"), expected)?;
    }
    if changed("body") {
        expected.body = match is.get("body") {
            None | Some(Value::Null) => ExpectedBody::Undocumented,
            Some(Value::String(text)) if text.is_empty() => ExpectedBody::Undocumented,
            Some(Value::String(text)) => body(text, expected.content_type.as_deref()),
            Some(_) => return Err("`expected.body` must be text: turn it into JSON text first".to_owned()),
        };
    }
    if changed("bodySchema") {
        // Another schema than the document's is judged by itself, once the response is there.
        expected.schema = None;
    }
    Ok(())
}

fn body(text: &str, content_type: Option<&str>) -> ExpectedBody {
    let json = content_type.is_none_or(|content_type| content_type.to_ascii_lowercase().contains("json"));
    match serde_json::from_str(text) {
        Ok(value) if json => ExpectedBody::Json(value),
        _ => ExpectedBody::Text(text.to_owned()),
    }
}

fn headers(was: Option<&Value>, is: Option<&Value>, expected: &mut Expected) -> Result<(), String> {
    let (was, is) = (text::headers(was, "expected")?, text::headers(is, "expected")?);
    for (name, _) in was.iter().filter(|(name, _)| is.get(name).is_none()) {
        if name.eq_ignore_ascii_case(CONTENT_TYPE) {
            expected.content_type = None;
        }
        expected.headers.retain(|header| !header.name.eq_ignore_ascii_case(name));
    }
    for (name, value) in is.iter().filter(|(name, value)| was.get(name) != Some(value)) {
        if name.eq_ignore_ascii_case(CONTENT_TYPE) {
            expected.content_type = Some(value.to_owned());
            continue;
        }
        match expected.headers.iter_mut().find(|header| header.name.eq_ignore_ascii_case(name)) {
            Some(header) => header.example = Some(value.to_owned()),
            None => expected.headers.push(ExpectedHeader {
                name: name.to_owned(),
                required: true,
                schema: None,
                example: Some(value.to_owned()),
            }),
        }
    }
    Ok(())
}
