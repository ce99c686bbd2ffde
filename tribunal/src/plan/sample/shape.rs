//! A schema as the flat list of schemas that all apply to a value: itself, what it refers to, its `allOf`, and the
//! first branch of its `oneOf` or `anyOf`.

use serde_json::Value;

use crate::document::{Document, Node};

/// How deep schemas may combine others.
const MAX_DEPTH: usize = 16;
/// How many schemas may apply together.
const MAX_PARTS: usize = 256;

/// The schemas that apply together, the outermost first.
pub(super) fn parts<'d>(document: &'d Document, node: &Node<'d>) -> Vec<Node<'d>> {
    let mut parts = Vec::new();
    gather(document, node, MAX_DEPTH, &mut parts);
    parts
}

fn gather<'d>(document: &'d Document, node: &Node<'d>, depth: usize, parts: &mut Vec<Node<'d>>) {
    if depth == 0 || parts.len() >= MAX_PARTS || parts.iter().any(|known| known.pointer == node.pointer) {
        return;
    }
    parts.push(node.clone());
    // 3.1 lets keywords stand beside a reference.
    if let Ok(Some(target)) = document.hop(node) {
        gather(document, &target, depth - 1, parts);
    }
    for branch in node.get("allOf").into_iter().flat_map(|list| list.items()) {
        gather(document, &branch, depth - 1, parts);
    }
    for choice in ["oneOf", "anyOf"] {
        let branches = node.get(choice).into_iter().flat_map(|list| list.items());
        let mut branches = branches.filter(|branch| branch.text("type") != Some("null"));
        if let Some(branch) = branches.next() {
            gather(document, &branch, depth - 1, parts);
        }
    }
}

/// A keyword of the first part that has it.
pub(super) fn keyword<'d>(parts: &[Node<'d>], name: &str) -> Option<Node<'d>> {
    parts.iter().find_map(|part| part.get(name))
}

/// The part's `example`, else the first of its `examples`.
pub(super) fn example<'d>(part: &Node<'d>) -> Option<Node<'d>> {
    part.get("example").or_else(|| part.get("examples")?.items().next())
}

/// The types a value may have, `null` last; guessed from other keywords where none is named.
pub(super) fn types<'d>(parts: &[Node<'d>]) -> Vec<&'d str> {
    let named = keyword(parts, "type").map(|node| match node.value {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    });
    let mut types = named.unwrap_or_default();
    if types.is_empty() {
        let guesses = [
            ("object", ["properties", "required", "additionalProperties", "minProperties"]),
            ("array", ["items", "minItems", "maxItems", "prefixItems"]),
            ("string", ["pattern", "minLength", "maxLength", "format"]),
            ("number", ["minimum", "maximum", "multipleOf", "exclusiveMinimum"]),
        ];
        let fits = |keywords: &[&str]| keywords.iter().any(|name| keyword(parts, name).is_some());
        types.extend(guesses.iter().find(|(_, keywords)| fits(keywords)).map(|(name, _)| *name));
    }
    types.sort_by_key(|name| *name == "null");
    types
}

/// A number keyword, of the first part that has it.
pub(super) fn number(parts: &[Node<'_>], name: &str) -> Option<f64> {
    parts.iter().find_map(|part| part.value.get(name).and_then(Value::as_f64))
}

/// A count keyword, of the first part that has it.
pub(super) fn count(parts: &[Node<'_>], name: &str) -> Option<usize> {
    let count = parts.iter().find_map(|part| part.value.get(name).and_then(Value::as_u64));
    count.and_then(|count| usize::try_from(count).ok())
}
