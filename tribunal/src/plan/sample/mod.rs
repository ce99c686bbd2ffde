//! A value where the document gives none: deterministic, small, and valid by its schema or not given at all.

mod number;
mod pattern;
mod shape;
mod text;
mod value;

use serde_json::Value;

use super::SchemaRef;
use crate::document::{Direction, Document, Node};

/// A value for the schema at `node`, made of its documented parts (`example`, `default`, first `enum`) where it has
/// some. `None` if none could be found that the schema accepts.
pub(super) fn generate(document: &Document, node: &Node<'_>) -> Option<Value> {
    let value = value::generate(document, node)?;
    let schema = SchemaRef { pointer: node.pointer.clone() };
    match document.validator(&schema, Direction::Request) {
        Ok(validator) => validator.accepts(&value).then_some(value),
        // What is wrong with the schema is a defect of its own; the value is as good as any.
        Err(_) => Some(value),
    }
}

/// The schema's own `example`, else the first of its `examples`.
pub(super) fn documented<'d>(document: &'d Document, node: &Node<'d>) -> Option<Node<'d>> {
    shape::parts(document, node).iter().find_map(shape::example)
}

/// The schema's `default`.
pub(super) fn default<'d>(document: &'d Document, node: &Node<'d>) -> Option<Node<'d>> {
    shape::keyword(&shape::parts(document, node), "default")
}

/// The only value the schema allows (`const`), else the first it lists (`enum`).
pub(super) fn listed<'d>(document: &'d Document, node: &Node<'d>) -> Option<Node<'d>> {
    let parts = shape::parts(document, node);
    shape::keyword(&parts, "const").or_else(|| shape::keyword(&parts, "enum")?.items().next())
}

/// The types the schema allows; empty if it does not say.
pub(super) fn types(document: &Document, node: &Node<'_>) -> Vec<String> {
    shape::types(&shape::parts(document, node)).iter().map(|name| (*name).to_owned()).collect()
}

/// The schema of a property, wherever in `allOf` it stands.
pub(super) fn property<'d>(document: &'d Document, node: &Node<'d>, name: &str) -> Option<Node<'d>> {
    shape::parts(document, node).iter().find_map(|part| part.get("properties")?.get(name))
}

/// The schema of an array's items.
pub(super) fn items<'d>(document: &'d Document, node: &Node<'d>) -> Option<Node<'d>> {
    shape::keyword(&shape::parts(document, node), "items")
}

/// A keyword of the schema, wherever in `allOf` it stands.
pub(super) fn keyword<'d>(document: &'d Document, node: &Node<'d>, name: &str) -> Option<Node<'d>> {
    shape::keyword(&shape::parts(document, node), name)
}
