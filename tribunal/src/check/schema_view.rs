//! The document as checks read it: the response that is documented, and what its schemas describe.

use serde_json::Value;

use super::TransactionUnderCheck;
use crate::document::{Document, Node, Pointer, Position};

/// Schemas that one place of a body may be described by, at most; more are not looked at.
const MAX_SCHEMAS: usize = 200;

/// The value at a place of the document.
pub(super) fn value_at<'a>(document: &'a Document, pointer: &Pointer) -> Option<&'a Value> {
    document.node(pointer).map(|node| node.value)
}

/// The Response Object documented for the expected status: by itself, by its range, by `default`.
pub(super) fn response<'a>(exchange: &TransactionUnderCheck<'a>) -> Option<Node<'a>> {
    exchange.document.follow(promise(exchange)?).ok()
}

/// The response as the operation names it, which may be a reference.
fn promise<'a>(exchange: &TransactionUnderCheck<'a>) -> Option<Node<'a>> {
    let responses = exchange.transaction.operation.pointer.join("responses");
    let status = exchange.transaction.expected.status;
    let keys = [status.to_string(), format!("{}XX", status / 100), "default".to_owned()];
    keys.iter().find_map(|key| exchange.document.node(&responses.join(key)))
}

/// Where the operation promises the status: its own line, also where the response is written elsewhere.
pub(super) fn status_place(exchange: &TransactionUnderCheck<'_>) -> Position {
    promise(exchange).map_or_else(
        || exchange.transaction.expected.position.clone(),
        |node| exchange.document.position(&node.pointer),
    )
}

/// A place below the documented response, else the response itself.
pub(super) fn response_place(exchange: &TransactionUnderCheck<'_>, below: &[&str]) -> Position {
    response(exchange).map_or_else(
        || exchange.transaction.expected.position.clone(),
        |node| {
            exchange.document.position(&below.iter().fold(node.pointer, |pointer, token| pointer.join(token)))
        },
    )
}

/// These schemas and those that hold at the same place of the instance: through `$ref`, `allOf`, `anyOf`, `oneOf`,
/// `if`, `then`, `else` and `dependentSchemas`. Alternatives are all taken: what one of them describes is described.
pub(super) fn applicable<'a>(document: &'a Document, schemas: Vec<Node<'a>>) -> Vec<Node<'a>> {
    let mut found: Vec<Node<'a>> = Vec::new();
    let mut queue = schemas;
    while let Some(node) = queue.pop() {
        if found.len() >= MAX_SCHEMAS || found.iter().any(|known| known.pointer == node.pointer) {
            continue;
        }
        // OpenAPI 3.1 lets keywords stand beside a `$ref`: the object itself counts too.
        queue.extend(document.hop(&node).ok().flatten());
        for keyword in ["allOf", "anyOf", "oneOf"] {
            queue.extend(node.get(keyword).into_iter().flat_map(|schemas| schemas.items()));
        }
        queue.extend(["if", "then", "else"].iter().filter_map(|keyword| node.get(keyword)));
        queue.extend(node.each("dependentSchemas").map(|(_, schema)| schema));
        found.push(node);
    }
    found
}
