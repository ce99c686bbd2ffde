//! One schema of the document as JSON Schema 2020-12.
//!
//! Every lowered object carries [`ORIGIN`], its place in the document, so that what breaks it can be named there
//! however much the lowering has moved things about.

use serde_json::{Map, Value, json};

use super::{closure::Closure, discriminator, visibility};
use crate::document::{DocumentError, Node, OpenApiVersion};

/// The member that says where a lowered schema comes from. Unknown to JSON Schema, hence without effect.
pub(super) const ORIGIN: &str = "x-origin";
/// The member that names the keyword of the document that a synthetic schema stands for.
pub(super) const KEYWORD: &str = "x-keyword";

/// The keywords of `OpenAPI` 3.0.4's Schema Object that constrain a value as JSON Schema's do. Others have no
/// effect there ("strictly unsupported").
const KEYWORDS_3_0: [&str; 18] = [
    "multipleOf",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "format",
    "title",
    "description",
    "default",
    "maximum",
    "minimum",
];
/// Keywords whose value is a schema.
const ONE: [&str; 12] = [
    "not",
    "items",
    "additionalProperties",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
];
/// Keywords whose value is a list of schemas.
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is an object of schemas.
const NAMED: [&str; 4] = ["properties", "patternProperties", "dependentSchemas", "$defs"];
/// Applicators that 3.0 knows.
const APPLICATORS_3_0: [&str; 7] =
    ["not", "items", "additionalProperties", "allOf", "anyOf", "oneOf", "properties"];
/// Keywords that would change where references lead (all of them are rewritten), or that only annotate.
const DROPPED: [&str; 12] = [
    "$schema",
    "$id",
    "$comment",
    "$vocabulary",
    "example",
    "examples",
    "default",
    "title",
    "description",
    "xml",
    "externalDocs",
    "nullable",
];

/// Lowers the schema at `node`; references become names that the closure will lower in turn.
pub(super) fn schema<'d>(closure: &mut Closure<'d>, node: &Node<'d>) -> Result<Value, DocumentError> {
    let Value::Object(members) = node.value else {
        if node.value.is_boolean() {
            return Ok(node.value.clone());
        }
        let position = closure.document.position(&node.pointer);
        let message = "a schema must be an object".to_owned();
        return Err(DocumentError::Schema { position, message });
    };
    let old = closure.version == OpenApiVersion::V3_0;
    let mut lowered = Map::new();
    lowered.insert(ORIGIN.to_owned(), Value::String(node.pointer.as_str().to_owned()));
    if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
        lowered.insert("$ref".to_owned(), closure.reference(node, reference)?);
        if old {
            return Ok(nullable(node, lowered));
        }
    }
    for (key, child) in node.members() {
        if DROPPED.contains(&key) || key == "$ref" || key == "discriminator" || key.starts_with("x-") {
            continue;
        }
        if old && !KEYWORDS_3_0.contains(&key) && !APPLICATORS_3_0.contains(&key) {
            continue;
        }
        let value = keyword(closure, key, &child)?;
        lowered.insert(key.to_owned(), value);
    }
    if old {
        exclusive(&mut lowered, node, "minimum", "exclusiveMinimum");
        exclusive(&mut lowered, node, "maximum", "exclusiveMaximum");
    }
    integers(&mut lowered);
    visibility::apply(closure, node, &mut lowered);
    discriminator::apply(closure, node, &mut lowered)?;
    Ok(if old { nullable(node, lowered) } else { Value::Object(lowered) })
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

/// 3.0 says `null` by `nullable: true`. Strictly it counts only beside `type`, but whoever writes it beside `$ref`,
/// `allOf` or an `enum` means the same.
fn nullable(node: &Node<'_>, lowered: Map<String, Value>) -> Value {
    if !node.flag("nullable") {
        return Value::Object(lowered);
    }
    json!({ ORIGIN: node.pointer.as_str(), "if": { "type": "null" }, "else": lowered })
}

/// 3.0 has the bound in one keyword and whether it is exclusive, as a boolean, in another.
fn exclusive(lowered: &mut Map<String, Value>, node: &Node<'_>, bound: &str, keyword: &str) {
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
