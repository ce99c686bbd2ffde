//! Compiles schemas of the document. OpenAPI 3.0 schemas are JSON Schema draft 4 with a few words of their own
//! (OpenAPI 3.0.3, section "Schema Object"), so those words are translated and the rest is left alone.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::messages;
use crate::api::FieldError;

/// The document's shared schemas, translated once.
pub(crate) struct Schemas {
    components: Value,
}

impl Schemas {
    /// Takes the shared schemas of a document.
    pub(crate) fn of(document: &Value) -> Self {
        let mut components = document.get("components").cloned().unwrap_or_else(|| json!({}));
        if let Some(schemas) = components.get_mut("schemas").and_then(Value::as_object_mut) {
            schemas.values_mut().for_each(translate);
        }
        Self {
            components: json!({ "schemas": components.get("schemas").cloned().unwrap_or_else(|| json!({})) }),
        }
    }

    /// Compiles one schema that may refer to shared ones.
    pub(crate) fn compile(&self, schema: &Value) -> Result<Rules, String> {
        let mut schema = schema.clone();
        translate(&mut schema);
        let whole = json!({ "allOf": [schema], "components": self.components });
        let validator = jsonschema::draft4::options()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .build(&whole)
            .map_err(|error| error.to_string())?;
        Ok(Rules { validator, whole })
    }

    /// Follows references, and an `allOf` around a single one, to the schema that says the type.
    pub(super) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut current = schema;
        // A document has no longer chain; a circle ends here too.
        for _ in 0..16 {
            let next = match (current.get("$ref").and_then(Value::as_str), current.get("allOf")) {
                (Some(reference), _) => reference
                    .strip_prefix("#/components")
                    .and_then(|pointer| self.components.pointer(pointer)),
                (None, Some(Value::Array(parts))) if parts.len() == 1 => parts.first(),
                _ => None,
            };
            match next {
                Some(next) => current = next,
                None => break,
            }
        }
        current
    }
}

/// A compiled schema.
pub(crate) struct Rules {
    validator: Validator,
    whole: Value,
}

impl Rules {
    /// Everything that is wrong with a value, by pointer below `at`.
    pub(crate) fn errors(&self, at: &str, instance: &Value) -> Vec<FieldError> {
        if self.validator.is_valid(instance) {
            return Vec::new();
        }
        // What is empty fits no pattern either; to say so twice helps nobody.
        let is_pattern =
            |error: &ValidationError<'_>| matches!(error.kind(), ValidationErrorKind::Pattern { .. });
        let (patterns, others): (Vec<_>, Vec<_>) = self.validator.iter_errors(instance).partition(is_pattern);
        let mut errors: Vec<FieldError> =
            others.iter().flat_map(|error| messages::fields(&self.whole, at, error)).collect();
        for pattern in patterns.iter().flat_map(|error| messages::fields(&self.whole, at, error)) {
            if !errors.iter().any(|error| error.pointer == pattern.pointer) {
                errors.push(pattern);
            }
        }
        errors
    }
}

fn translate(schema: &mut Value) {
    let Value::Object(words) = schema else {
        if let Value::Array(parts) = schema {
            parts.iter_mut().for_each(translate);
        }
        return;
    };
    for (word, value) in words.iter_mut() {
        match word.as_str() {
            // Data, not schemas.
            "enum" | "default" | "example" | "examples" | "required" => {}
            "properties" => {
                if let Value::Object(properties) = value {
                    properties.values_mut().for_each(translate);
                }
            }
            _ => translate(value),
        }
    }
    bound_integers(words);
    if words.remove("nullable") == Some(Value::Bool(true)) {
        let inner = std::mem::take(words);
        words.insert("anyOf".to_owned(), json!([{ "type": "null" }, inner]));
    }
}

/// A number too big for the handler's type is wrong by the document, not by surprise.
fn bound_integers(words: &mut Map<String, Value>) {
    let range = match words.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    words.entry("minimum").or_insert(range.0);
    words.entry("maximum").or_insert(range.1);
}
