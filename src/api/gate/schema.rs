//! Compiles schemas of the document. OpenAPI 3.0 schemas are JSON Schema draft 4 with a few words of their own
//! (OpenAPI 3.0.3, section "Schema Object"), so those words are translated and the rest is left alone.

use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, RegistryBuilder, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::messages;
use crate::api::FieldError;

/// Where the registry has the shared schemas.
const SHARED: &str = "urn:plenary:document";

/// The document's shared schemas, translated once, in the one registry that every compiled schema refers to.
pub(crate) struct Schemas {
    components: Arc<Value>,
    registry: Registry<'static>,
}

impl Schemas {
    /// Takes the shared schemas of a document.
    ///
    /// # Errors
    ///
    /// When one of them cannot be part of a registry, such as a reference that leads nowhere.
    pub(crate) fn of(document: &Value) -> Result<Self, String> {
        let mut schemas = document.pointer("/components/schemas").cloned().unwrap_or_else(|| json!({}));
        if let Some(schemas) = schemas.as_object_mut() {
            schemas.values_mut().for_each(translate);
        }
        let components = json!({ "components": { "schemas": schemas } });
        let registry = Registry::new().draft(Draft::Draft4).add(SHARED, components.clone());
        let registry = registry.and_then(RegistryBuilder::prepare).map_err(|error| error.to_string())?;
        Ok(Self { components: Arc::new(components), registry })
    }

    /// Compiles one schema that may refer to shared ones.
    pub(crate) fn compile(&self, schema: &Value) -> Result<Rules, String> {
        let mut own = schema.clone();
        translate(&mut own);
        refer_to_shared(&mut own);
        let validator = jsonschema::draft4::options()
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .build(&own)
            .map_err(|error| error.to_string())?;
        Ok(Rules { validator, own, components: self.components.clone() })
    }

    /// Follows references, and an `allOf` around a single one, to the schema that says the type.
    pub(super) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut current = schema;
        // A document has no longer chain; a circle ends here too.
        for _ in 0..16 {
            let next = match (current.get("$ref").and_then(Value::as_str), current.get("allOf")) {
                (Some(reference), _) => {
                    reference.strip_prefix('#').and_then(|pointer| self.components.pointer(pointer))
                }
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
    own: Value,
    components: Arc<Value>,
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
            others.iter().flat_map(|error| messages::fields(self, at, error)).collect();
        for pattern in patterns.iter().flat_map(|error| messages::fields(self, at, error)) {
            if !errors.iter().any(|error| error.pointer == pattern.pointer) {
                errors.push(pattern);
            }
        }
        errors
    }

    /// What the document says in words about a schema that was violated, its own or a shared one.
    pub(super) fn description(&self, violated: &str) -> Option<&str> {
        let schema = self.own.pointer(violated).or_else(|| self.components.pointer(violated))?;
        schema.get("description")?.as_str()
    }
}

/// Lets references lead into the registry, wherever in a schema they are.
fn refer_to_shared(schema: &mut Value) {
    match schema {
        Value::Object(words) => {
            for (word, value) in words.iter_mut() {
                match value {
                    Value::String(reference) if word == "$ref" && reference.starts_with('#') => {
                        reference.insert_str(0, SHARED);
                    }
                    _ => refer_to_shared(value),
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(refer_to_shared),
        _ => {}
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
