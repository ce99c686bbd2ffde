//! Parameters: what travels in the address, a header or a cookie stays one; what travels in the body becomes it.

use serde_json::{Map, Value, json};

use super::{operation::is_json, rewritten::Writer};
use crate::document::{Node, Pointer};

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Writes `parameters` and `requestBody` of an operation.
pub(super) fn write<'d>(
    writer: &mut Writer<'d>,
    new: &Pointer,
    (item, operation): (&Node<'d>, &Node<'d>),
    consumes: &[String],
    written: &mut Map<String, Value>,
) {
    let place = new.join("parameters");
    writer.place(&place, &operation.pointer.join("parameters"));
    let (mut others, mut body, mut form) = (Vec::new(), None, Vec::new());
    for parameter in merged(writer, item, operation) {
        match parameter.text("in") {
            Some("body") => body = Some(parameter),
            Some("formData") => form.push(parameter),
            _ => {
                let new = place.join(others.len());
                others.push(parameter_of(writer, &new, &parameter));
            }
        }
    }
    if !others.is_empty() {
        written.insert("parameters".to_owned(), Value::Array(others));
    }
    let new = new.join("requestBody");
    let request = match body {
        Some(body) => Some(request_body(writer, &new, &body, consumes)),
        None if !form.is_empty() => Some(request_form(writer, &new, &form, consumes)),
        None => None,
    };
    written.extend(request.map(|request| ("requestBody".to_owned(), request)));
}

/// The path item's parameters and the operation's, which replace those of the same name and place. A reference that
/// leads nowhere stays as it is.
fn merged<'d>(writer: &Writer<'d>, item: &Node<'d>, operation: &Node<'d>) -> Vec<Node<'d>> {
    let mut merged: Vec<Node<'d>> = Vec::new();
    for node in
        [item, operation].into_iter().filter_map(|owner| owner.get("parameters")).flat_map(|n| n.items())
    {
        let node = writer.follow(node.clone()).unwrap_or(node);
        let key = |node: &Node<'d>| Some((node.text("name")?, node.text("in")?));
        match merged.iter_mut().find(|known| key(known).is_some() && key(known) == key(&node)) {
            Some(known) => *known = node,
            None => merged.push(node),
        }
    }
    merged
}

/// A parameter whose own keywords are its schema.
fn parameter_of<'d>(writer: &mut Writer<'d>, new: &Pointer, node: &Node<'d>) -> Value {
    writer.place(new, &node.pointer);
    let Value::Object(members) = node.value else { return node.value.clone() };
    if members.contains_key("$ref") {
        return node.value.clone();
    }
    let mut written = Map::new();
    for key in ["name", "in", "required", "description", "x-actor", "x-volatile"] {
        written.extend(members.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    if let Some((style, explode)) = style(node) {
        written.insert("style".to_owned(), Value::from(style));
        written.insert("explode".to_owned(), Value::Bool(explode));
        writer.place(&new.join("style"), &node.pointer.join("collectionFormat"));
    }
    example(writer, new, node, &mut written);
    let schema = writer.schema(&new.join("schema"), node);
    written.insert("schema".to_owned(), schema);
    Value::Object(written)
}

/// `x-example` and `x-examples`, as Dredd and others read them: Swagger 2.0 has no examples of parameters.
fn example<'d>(writer: &mut Writer<'d>, new: &Pointer, node: &Node<'d>, written: &mut Map<String, Value>) {
    if let Some(value) = node.value.get("x-example") {
        written.insert("example".to_owned(), value.clone());
        writer.place(&new.join("example"), &node.pointer.join("x-example"));
    }
    // Named ones have the shape of OpenAPI 3; any other is left alone.
    let named = node.value.get("x-examples").and_then(Value::as_object);
    if let Some(named) = named.filter(|named| named.values().all(|example| example.get("value").is_some())) {
        written.insert("examples".to_owned(), Value::Object(named.clone()));
        writer.place(&new.join("examples"), &node.pointer.join("x-examples"));
    }
}

/// How a list is written: `csv` where nothing is said.
fn style(node: &Node<'_>) -> Option<(&'static str, bool)> {
    let in_pairs = matches!(node.text("in"), Some("query" | "formData"));
    match (node.text("collectionFormat").unwrap_or("csv"), in_pairs) {
        _ if node.text("type") != Some("array") => None,
        ("multi", true) => Some(("form", true)),
        ("ssv", _) => Some(("spaceDelimited", false)),
        ("tsv", _) => Some(("tabDelimited", false)),
        ("pipes", _) => Some(("pipeDelimited", false)),
        (_, true) => Some(("form", false)),
        (_, false) => Some(("simple", false)),
    }
}

fn request_body<'d>(writer: &mut Writer<'d>, new: &Pointer, body: &Node<'d>, consumes: &[String]) -> Value {
    writer.place(new, &body.pointer);
    let mut types: Vec<&str> = consumes.iter().map(String::as_str).collect();
    if types.is_empty() {
        types.push("application/json");
    }
    // The first is what is sent where nothing else is said, and JSON is what can be written of any schema.
    types.sort_by_key(|name| !is_json(name));
    let mut content = Map::new();
    for name in types {
        let place = new.join("content").join(name);
        writer.place(&place, &body.pointer);
        let mut media = Map::new();
        if let Some(schema) = body.get("schema") {
            let schema = writer.schema(&place.join("schema"), &schema);
            media.insert("schema".to_owned(), schema);
        }
        example(writer, &place, body, &mut media);
        content.insert(name.to_owned(), Value::Object(media));
    }
    json!({ "required": body.flag("required"), "content": content })
}

/// One field for each parameter.
fn request_form<'d>(writer: &mut Writer<'d>, new: &Pointer, form: &[Node<'d>], consumes: &[String]) -> Value {
    let files = form.iter().any(|field| field.text("type") == Some("file"));
    let named = consumes.iter().map(String::as_str);
    let mut types: Vec<&str> = named.filter(|name| [URLENCODED, MULTIPART].contains(name)).collect();
    types.retain(|name| !files || *name == MULTIPART);
    if types.is_empty() {
        types.push(if files { MULTIPART } else { URLENCODED });
    }
    let mut content = Map::new();
    for name in types {
        let place = new.join("content").join(name);
        let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
        for field in form {
            let Some(name) = field.text("name") else { continue };
            let property = self::property(writer, &place.join("schema").join("properties").join(name), field);
            properties.insert(name.to_owned(), property);
            if field.flag("required") {
                required.push(name);
            }
            if let Some((style, explode)) = style(field) {
                encoding.insert(name.to_owned(), json!({ "style": style, "explode": explode }));
            }
        }
        if let Some(first) = form.first() {
            writer.place(&place, &first.pointer);
        }
        let schema = json!({ "type": "object", "properties": properties, "required": required });
        content.insert(name.to_owned(), json!({ "schema": schema, "encoding": encoding }));
    }
    let required = form.iter().any(|field| field.flag("required"));
    if let Some(first) = form.first() {
        writer.place(new, &first.pointer);
    }
    json!({ "required": required, "content": content })
}

fn property<'d>(writer: &mut Writer<'d>, new: &Pointer, field: &Node<'d>) -> Value {
    let mut schema = writer.schema(new, field);
    if field.text("type") == Some("file") {
        return json!({ "type": "string", "format": "binary" });
    }
    let Some(example) = field.value.get("x-example") else { return schema };
    writer.place(&new.join("example"), &field.pointer.join("x-example"));
    if schema.get("$ref").is_some() {
        return json!({ "allOf": [schema], "example": example });
    }
    if let Some(members) = schema.as_object_mut() {
        members.insert("example".to_owned(), example.clone());
    }
    schema
}
