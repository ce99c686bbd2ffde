//! A schema with everything its references lead to, as one self-contained JSON Schema.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{Direction, Validator, lower, validator};
use crate::document::{Document, DocumentError, Node, OpenApiVersion, Pointer, reference};

/// How many schemas one schema may refer to, directly or not.
const MAX_SCHEMAS: usize = 20_000;

/// What lowering needs to know, and the schemas still to be lowered.
pub(super) struct Closure<'d> {
    pub(super) document: &'d Document,
    pub(super) version: OpenApiVersion,
    pub(super) direction: Direction,
    names: HashMap<Pointer, usize>,
    waiting: Vec<Node<'d>>,
}

impl<'d> Closure<'d> {
    /// The `$ref` of the lowered schema to the schema at `node`'s own `$ref`.
    pub(super) fn reference(&mut self, node: &Node<'d>, to: &str) -> Result<Value, DocumentError> {
        let failed = |message| {
            let position = self.document.position(&node.pointer.join("$ref"));
            DocumentError::Reference { position, message }
        };
        let pointer = reference::resolve(self.document, &node.pointer, to).map_err(failed)?;
        let target = self.document.node(&pointer);
        let target = target
            .ok_or_else(|| failed(format!("`$ref: {to}` leads nowhere: nothing stands at `{pointer}`")))?;
        if self.names.len() >= MAX_SCHEMAS {
            return Err(failed(format!("more than {MAX_SCHEMAS} schemas refer to each other")));
        }
        Ok(self.name(target))
    }

    fn name(&mut self, target: Node<'d>) -> Value {
        let next = self.names.len();
        let index = *self.names.entry(target.pointer.clone()).or_insert(next);
        if index == next {
            self.waiting.push(target);
        }
        Value::String(format!("#/$defs/{index}"))
    }
}

/// Lowers and compiles the schema at `pointer`.
pub(super) fn compile(
    document: &Document,
    pointer: &Pointer,
    direction: Direction,
) -> Result<Validator, DocumentError> {
    let lowered = lowered(document, pointer, direction)?;
    validator::build(lowered).map_err(|(pointer, message)| DocumentError::Schema {
        position: document.position(&pointer),
        message,
    })
}

fn lowered(document: &Document, pointer: &Pointer, direction: Direction) -> Result<Value, DocumentError> {
    let Some(root) = document.node(pointer) else {
        let position = document.position(pointer);
        return Err(DocumentError::Schema { position, message: format!("no schema stands at `{pointer}`") });
    };
    let mut closure = Closure {
        document,
        version: document.version(),
        direction,
        names: HashMap::new(),
        waiting: Vec::new(),
    };
    let start = closure.name(root);
    let mut definitions = Map::new();
    while let Some(node) = closure.waiting.pop() {
        let index = closure.names.get(&node.pointer).copied().unwrap_or_default();
        let schema = lower::schema(&mut closure, &node)?;
        definitions.insert(index.to_string(), schema);
    }
    Ok(
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": start, "$defs": definitions }),
    )
}
