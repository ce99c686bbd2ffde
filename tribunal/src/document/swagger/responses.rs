//! Responses: `schema`, `examples` and the operation's `produces` become content.

use serde_json::{Map, Value, json};

use super::{operation::is_json, rewritten::Writer};
use crate::document::{Node, Pointer};

/// Writes `responses` of an operation.
pub(super) fn write<'d>(
    writer: &mut Writer<'d>,
    new: &Pointer,
    list: &Node<'d>,
    produces: &[String],
) -> Value {
    writer.place(new, &list.pointer);
    let mut written = Map::new();
    for (status, node) in list.members() {
        let new = new.join(status);
        let response = match writer.follow(node.clone()) {
            Some(target) if target.value.is_object() => response(writer, &new, &target, produces),
            _ => {
                writer.place(&new, &node.pointer);
                node.value.clone()
            }
        };
        written.insert(status.to_owned(), response);
    }
    Value::Object(written)
}

fn response<'d>(writer: &mut Writer<'d>, new: &Pointer, node: &Node<'d>, produces: &[String]) -> Value {
    writer.place(new, &node.pointer);
    let mut written = Map::new();
    for (key, child) in node.members().filter(|(key, _)| *key == "description" || key.starts_with("x-")) {
        written.insert(key.to_owned(), child.value.clone());
    }
    let mut headers = Map::new();
    for (name, header) in node.each("headers") {
        let place = new.join("headers").join(name);
        let schema = writer.schema(&place.join("schema"), &header);
        writer.place(&place, &header.pointer);
        writer.place(&place.join("example"), &header.pointer.join("x-example"));
        let example = header.value.get("x-example").map(|value| ("example".to_owned(), value.clone()));
        let header: Map<_, _> = [("schema".to_owned(), schema)].into_iter().chain(example).collect();
        headers.insert(name.to_owned(), Value::Object(header));
    }
    if !headers.is_empty() {
        written.insert("headers".to_owned(), Value::Object(headers));
    }
    // Dredd names a response by the first JSON type the operation produces, has it content or not.
    let json = produces.iter().find(|name| is_json(name));
    written.insert("x-produces".to_owned(), json.map_or(Value::Null, |name| json!(name)));
    let content = content(writer, &new.join("content"), node, produces);
    if !content.is_empty() {
        written.insert("content".to_owned(), Value::Object(content));
    }
    Value::Object(written)
}

/// One media type for each example; without any, the one that is asked for.
fn content<'d>(
    writer: &mut Writer<'d>,
    new: &Pointer,
    node: &Node<'d>,
    produces: &[String],
) -> Map<String, Value> {
    let schema = node.get("schema");
    let mut content = Map::new();
    let examples: Vec<_> = node.each("examples").filter(|(name, _)| name.contains('/')).collect();
    let mut media = |name: &str, example: Option<&Node<'d>>| {
        let place = new.join(name);
        let mut written = Map::new();
        writer.place(&place, example.map_or(&node.pointer, |example| &example.pointer));
        if let Some(schema) = schema.as_ref().filter(|schema| schema.text("type") != Some("file")) {
            let schema = writer.schema(&place.join("schema"), schema);
            written.insert("schema".to_owned(), schema);
        }
        if let Some(example) = example {
            writer.place(&place.join("example"), &example.pointer);
            written.insert("example".to_owned(), example.value.clone());
            for key in ["x-volatile", "x-actor"] {
                written.extend(node.value.get(key).map(|value| (key.to_owned(), value.clone())));
            }
        }
        content.insert(name.to_owned(), Value::Object(written));
    };
    for (name, example) in &examples {
        media(name, Some(example));
    }
    if examples.is_empty() && schema.is_some() {
        let json = produces.iter().find(|name| is_json(name));
        media(json.or(produces.first()).map_or("*/*", String::as_str), None);
    }
    content
}
