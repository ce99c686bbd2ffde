//! The JSON value that plain text stands for. For headers that is style `simple`, the only one there is for them
//! (`OpenAPI` 3.0.3, Header Object).

use serde_json::{Map, Number, Value};

use super::schema_view::applicable;
use crate::document::{Document, Node};

/// The types that a schema speaks of, and the schemas that say so.
pub(super) struct TextSchema<'a> {
    document: &'a Document,
    schemas: Vec<Node<'a>>,
    types: Vec<&'a str>,
}

impl<'a> TextSchema<'a> {
    /// Looks through references and combinations of the schemas at one place.
    pub(super) fn new(document: &'a Document, schemas: Vec<Node<'a>>) -> Self {
        let schemas = applicable(document, schemas);
        let types = schemas.iter().filter_map(|node| node.value.get("type")).flat_map(type_names).collect();
        Self { document, schemas, types }
    }

    /// Whether it describes a list, which may come in one field or in several (RFC 9110 section 5.3).
    pub(super) fn is_list(&self) -> bool {
        self.speaks_of("array")
    }

    /// Whether it describes a string, or leaves open what it describes.
    pub(super) fn is_text(&self) -> bool {
        self.types.is_empty() || self.speaks_of("string")
    }

    /// Reads the text as what the schema speaks of. What cannot be read so stays text, and breaks the schema by it.
    pub(super) fn read(&self, text: &str) -> Value {
        let parts = || text.split(',').map(str::trim).filter(|part| !part.is_empty());
        if self.is_list() {
            let items = self.below(|node| node.get("items").into_iter().collect());
            return Value::Array(parts().map(|part| items.scalar(part)).collect());
        }
        if self.speaks_of("object") {
            let parts: Vec<&str> = parts().collect();
            let pairs = parts.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
            let members = pairs.map(|(name, value)| {
                let property = |node: &Node<'a>| node.get("properties")?.get(name);
                let schema = self.below(|node| property(node).into_iter().collect());
                (name.to_owned(), schema.scalar(value))
            });
            return Value::Object(members.collect::<Map<_, _>>());
        }
        self.scalar(text)
    }

    fn scalar(&self, text: &str) -> Value {
        let number = (self.speaks_of("integer") || self.speaks_of("number"))
            .then(|| text.parse::<Number>().ok().map(Value::Number))
            .flatten();
        let boolean = self.speaks_of("boolean").then(|| text.parse::<bool>().ok().map(Value::Bool)).flatten();
        number.or(boolean).unwrap_or_else(|| Value::from(text))
    }

    fn below(&self, step: impl Fn(&Node<'a>) -> Vec<Node<'a>>) -> Self {
        Self::new(self.document, self.schemas.iter().flat_map(step).collect())
    }

    fn speaks_of(&self, name: &str) -> bool {
        self.types.contains(&name)
    }
}

fn type_names(types: &Value) -> Vec<&str> {
    match types {
        Value::String(name) => vec![name],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::TextSchema;
    use crate::document::{Document, Pointer};

    fn read(schema: &Value, text: &str) -> Value {
        let document = json!({
            "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {},
            "components": {"schemas": {"Header": schema, "Count": {"type": "integer"}}},
        });
        let document = Document::parse("t.json", &document.to_string()).expect("a document");
        let node = document.node(&Pointer::parse("/components/schemas/Header")).expect("the schema");
        TextSchema::new(&document, vec![node]).read(text)
    }

    #[test]
    fn text_is_read_as_the_schema_says() {
        for (schema, text, value) in [
            (json!({"type": "integer"}), "12", json!(12)),
            (json!({"type": "integer"}), "twelve", json!("twelve")),
            (json!({"$ref": "#/components/schemas/Count"}), "12", json!(12)),
            (json!({"allOf": [{"type": "number"}]}), "0.5", json!(0.5)),
            (json!({"type": ["boolean", "null"]}), "true", json!(true)),
            (json!({"type": "string"}), "12", json!("12")),
            (json!({}), "12", json!("12")),
            (json!({"type": "array", "items": {"type": "string"}}), "GET, POST", json!(["GET", "POST"])),
            (json!({"type": "array", "items": {"type": "integer"}}), "1,2", json!([1, 2])),
            (
                json!({"type": "object", "properties": {"max": {"type": "integer"}}}),
                "max,5,unit,s",
                json!({"max": 5, "unit": "s"}),
            ),
        ] {
            assert_eq!(read(&schema, text), value, "{schema} {text}");
        }
    }
}
