//! One schema of the document as JSON Schema 2020-12.
//!
//! Every lowered object carries [`ORIGIN`], its place in the document, so that what breaks it can be named there
//! however much the lowering has moved things about.

use serde_json::{Map, Value, json};

use super::{
    closure::Closure,
    dialect::Dialect,
    discriminator,
    keywords::{APPLICATORS_2_0, APPLICATORS_3_0, CONSTRAINTS_3_0, DROPPED, LIST, NAMED, ONE, VALIDATION},
    visibility,
};
use crate::document::{DocumentError, Node};

/// The member that says where a lowered schema comes from. Unknown to JSON Schema, hence without effect.
pub(super) const ORIGIN: &str = "x-origin";
/// The member that names the keyword of the document that a synthetic schema stands for.
pub(super) const KEYWORD: &str = "x-keyword";

/// Lowers the schema at `node`; references become names that the closure will lower in turn.
pub(super) fn schema<'d>(closure: &mut Closure<'d>, node: &Node<'d>) -> Result<Value, DocumentError> {
    if node.value.is_boolean() {
        return Ok(node.value.clone());
    }
    if !node.value.is_object() {
        let position = closure.document.position(&node.pointer);
        let message = "a schema must be an object".to_owned();
        return Err(DocumentError::Schema { position, message });
    }
    let outer = closure.enter(node);
    let lowered = object(closure, node);
    closure.leave(outer);
    lowered
}

fn object<'d>(closure: &mut Closure<'d>, node: &Node<'d>) -> Result<Value, DocumentError> {
    let dialect = closure.dialect(node);
    let mut lowered = Map::new();
    lowered.insert(ORIGIN.to_owned(), Value::String(node.pointer.as_str().to_owned()));
    references(closure, node, &mut lowered)?;
    if dialect.references_stand_alone() && lowered.contains_key("$ref") {
        return Ok(nullable(dialect, node, lowered));
    }
    for (key, child) in node.members() {
        if !counts(dialect, key, child.value) {
            continue;
        }
        match key {
            "dependencies" => dependencies(closure, &child, &mut lowered)?,
            "items" if child.value.is_array() && dialect.has_lists_in_items() => {
                let list: Result<_, _> = child.items().map(|item| schema(closure, &item)).collect();
                lowered.insert("prefixItems".to_owned(), list?);
            }
            "additionalItems" => {
                // Without a list of items before it, it says nothing.
                if node.value.get("items").is_some_and(Value::is_array) {
                    lowered.insert("items".to_owned(), schema(closure, &child)?);
                }
            }
            key => {
                let value = keyword(closure, key, &child)?;
                lowered.insert(key.to_owned(), value);
            }
        }
    }
    if dialect.has_flags_for_bounds() {
        exclusive(&mut lowered, node, "minimum", "exclusiveMinimum");
        exclusive(&mut lowered, node, "maximum", "exclusiveMaximum");
    }
    if dialect.is_openapi() {
        integers(&mut lowered);
        visibility::apply(closure, node, &mut lowered);
        discriminator::apply(closure, node, &mut lowered)?;
    }
    Ok(nullable(dialect, node, lowered))
}

/// Whether a keyword constrains values in that dialect.
fn counts(dialect: Dialect, key: &str, value: &Value) -> bool {
    if DROPPED.contains(&key) || key.starts_with("x-") {
        return false;
    }
    match dialect {
        // There `required: true` says that a parameter must be sent, and `type: file` that it is one.
        Dialect::Swagger2 => {
            let of_parameter = key == "required" && value.is_boolean() || key == "type" && value == "file";
            !of_parameter && (CONSTRAINTS_3_0.contains(&key) || APPLICATORS_2_0.contains(&key))
        }
        Dialect::OpenApi30 => CONSTRAINTS_3_0.contains(&key) || APPLICATORS_3_0.contains(&key),
        Dialect::OpenApi31 => key != "dependencies" && key != "additionalItems",
        // Who names a dialect of JSON Schema gets it: a format only annotates (2020-12 validation, section 7.2.1).
        _ if key == "format" || key == "readOnly" || key == "writeOnly" => false,
        Dialect::Applicators => !VALIDATION.contains(&key),
        Dialect::Draft2020 => key != "dependencies" && key != "additionalItems",
        older => older.knows(key),
    }
}

/// `$ref`, and what means the same once it is known where it leads.
fn references<'d>(
    closure: &mut Closure<'d>,
    node: &Node<'d>,
    lowered: &mut Map<String, Value>,
) -> Result<(), DocumentError> {
    if let Some(reference) = node.text("$ref") {
        lowered.insert("$ref".to_owned(), closure.reference(node, "$ref", reference)?);
    }
    for key in ["$dynamicRef", "$recursiveRef"] {
        let Some(reference) = node.text(key).filter(|_| !closure.dialect(node).is_narrow()) else { continue };
        let target = closure.reference(node, key, reference)?;
        if lowered.contains_key("$ref") {
            lowered.insert("allOf".to_owned(), json!([{ "$ref": target }]));
        } else {
            lowered.insert("$ref".to_owned(), target);
        }
    }
    Ok(())
}

fn keyword<'d>(closure: &mut Closure<'d>, key: &str, child: &Node<'d>) -> Result<Value, DocumentError> {
    if ONE.contains(&key) && !child.value.is_array() {
        return schema(closure, child);
    }
    if LIST.contains(&key) || child.value.is_array() && key == "items" {
        return child.items().map(|item| schema(closure, &item)).collect();
    }
    if NAMED.contains(&key) {
        let members = child.members().map(|(name, item)| Ok((name.to_owned(), schema(closure, &item)?)));
        return members.collect::<Result<Map<_, _>, _>>().map(Value::Object);
    }
    Ok(child.value.clone())
}

/// What later drafts have parted in two: names that need other names, and names that need a schema.
fn dependencies<'d>(
    closure: &mut Closure<'d>,
    node: &Node<'d>,
    lowered: &mut Map<String, Value>,
) -> Result<(), DocumentError> {
    let (mut names, mut schemas) = (Map::new(), Map::new());
    for (name, child) in node.members() {
        if child.value.is_array() {
            names.insert(name.to_owned(), child.value.clone());
        } else {
            schemas.insert(name.to_owned(), schema(closure, &child)?);
        }
    }
    lowered.insert("dependentRequired".to_owned(), Value::Object(names));
    lowered.insert("dependentSchemas".to_owned(), Value::Object(schemas));
    Ok(())
}

/// 3.0 says `null` by `nullable: true`. Strictly it counts only beside `type`, but whoever writes it beside `$ref`,
/// `allOf` or an `enum` means the same.
fn nullable(dialect: Dialect, node: &Node<'_>, lowered: Map<String, Value>) -> Value {
    if !dialect.nullable().is_some_and(|keyword| node.flag(keyword)) {
        return Value::Object(lowered);
    }
    json!({ ORIGIN: node.pointer.as_str(), "if": { "type": "null" }, "else": lowered })
}

/// Draft 4 has the bound in one keyword and whether it is exclusive, as a boolean, in another.
fn exclusive(lowered: &mut Map<String, Value>, node: &Node<'_>, bound: &str, keyword: &str) {
    lowered.remove(keyword);
    match node.value.get(keyword) {
        Some(Value::Bool(true)) => {
            if let Some(limit) = lowered.remove(bound) {
                lowered.insert(keyword.to_owned(), limit);
            }
        }
        Some(limit @ Value::Number(_)) => {
            lowered.insert(keyword.to_owned(), limit.clone());
        }
        _ => {}
    }
}

/// `int32` and `int64` bound an integer (`OpenAPI` 3.1.1, Data Type Format).
fn integers(lowered: &mut Map<String, Value>) {
    let bounds = match lowered.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    if !["minimum", "exclusiveMinimum"].iter().any(|key| lowered.contains_key(*key)) {
        lowered.insert("minimum".to_owned(), bounds.0);
    }
    if !["maximum", "exclusiveMaximum"].iter().any(|key| lowered.contains_key(*key)) {
        lowered.insert("maximum".to_owned(), bounds.1);
    }
}
