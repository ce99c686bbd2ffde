//! A property that need not be there may be null: that is how poem-openapi reads and
//! writes an `Option`, without saying so.
//!
//! `nullable` works only beside a `type`, and a reference stays as strict as what it
//! refers to (`OpenAPI` 3.0.3, section 4.7.24 and proposal 2019-10-31). So an optional
//! reference becomes a nullable copy.

use serde_json::{Value, json};

use super::super::complete::Context;

const SCHEMAS: &str = "/components/schemas";

pub(super) fn mark(document: &mut Value, _: &mut Context<'_>) {
    let known = document.pointer(SCHEMAS).cloned().unwrap_or_default();
    let schemas = document.pointer_mut(SCHEMAS).and_then(Value::as_object_mut);
    for (_, schema) in schemas.into_iter().flatten() {
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            if !required.iter().any(|required| required == name) {
                dereference(property, &known);
                // Without a type it may be anything, null too.
                if property.get("type").is_some() {
                    property["nullable"] = json!(true);
                    allow_null_in_enum(property);
                }
            }
        }
    }
}

/// Replaces a reference, alone or as poem-openapi writes one with a description, by what
/// it refers to.
fn dereference(property: &mut Value, known: &Value) {
    let reference =
        property.get("$ref").or_else(|| property.pointer("/allOf/0/$ref")).and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    let Some(target) = name.and_then(|name| known.get(name)) else { return };
    let description = property.get("description").cloned();
    *property = target.clone();
    if let Some(description) = description {
        property["description"] = description;
    }
}

/// An `enum` that does not list null forbids it, `nullable` or not (the same proposal).
fn allow_null_in_enum(property: &mut Value) {
    if let Some(values) = property.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::{ExampleFiles, complete::Context};

    #[test]
    fn an_optional_reference_becomes_a_nullable_copy_and_a_required_one_stays() {
        let mut document = json!({"components": {"schemas": {
            "User": {"type": "object", "required": ["name"], "properties": {
                "name": {"$ref": "#/components/schemas/Name"},
                "home": {"allOf": [{"$ref": "#/components/schemas/Place"}], "description": "Where."},
                "kind": {"type": "string", "enum": ["a"]},
                "rest": {"description": "Anything."},
            }},
            "Name": {"type": "string"},
            "Place": {"type": "object"},
        }}});
        let examples = ExampleFiles::default();
        mark(&mut document, &mut Context::new(&examples));
        assert_eq!(
            document["components"]["schemas"],
            json!({
                "User": {"type": "object", "required": ["name"], "properties": {
                    "name": {"$ref": "#/components/schemas/Name"},
                    "home": {"type": "object", "description": "Where.", "nullable": true},
                    "kind": {"type": "string", "enum": ["a", null], "nullable": true},
                    "rest": {"description": "Anything."},
                }},
                "Name": {"type": "string"},
                "Place": {"type": "object"},
            })
        );
    }
}
