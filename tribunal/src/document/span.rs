//! The places of a file's values, as a tree of the same shape as the value itself:
//! the n-th child is the n-th member or item.

use serde_json::Value;

use super::Pointer;

/// Where a value starts (a member of an object: where its key starts). Lines and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) children: Vec<Span>,
}

impl Span {
    /// The place of `pointer` in `value`, else of its nearest parent there is, with the pointer of what was found.
    pub(super) fn find(&self, value: &Value, pointer: &Pointer) -> (u32, u32, Pointer) {
        let (mut span, mut value, mut found) = (self, value, Pointer::root());
        for token in pointer.tokens() {
            let Some((index, child)) = step(value, &token) else { break };
            let Some(below) = span.children.get(index) else { break };
            (span, value, found) = (below, child, found.join(&token));
        }
        (span.line, span.column, found)
    }
}

/// The member or item that a reference token names, with its index.
fn step<'v>(value: &'v Value, token: &str) -> Option<(usize, &'v Value)> {
    match value {
        Value::Object(members) => {
            let child = members.get(token)?;
            members.keys().position(|key| key == token).map(|index| (index, child))
        }
        Value::Array(items) => {
            let index = token.parse().ok()?;
            items.get(index).map(|child| (index, child))
        }
        _ => None,
    }
}
