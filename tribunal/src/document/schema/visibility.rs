//! `readOnly` and `writeOnly`: which required properties do not count for a direction (`OpenAPI` 3.0.4, Schema Object).

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Direction, closure::Closure, lower};
use crate::document::{Document, Node};

/// How deep `allOf` may nest before its properties are no longer looked for.
const MAX_DEPTH: usize = 16;

/// Lifts `required` from properties that do not travel this way, and forbids `writeOnly` ones in responses.
pub(super) fn apply(closure: &Closure<'_>, node: &Node<'_>, lowered: &mut Map<String, Value>) {
    let mark = match closure.direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
    };
    let touches = ["required", "properties", "allOf"].iter().any(|key| lowered.contains_key(*key));
    if !touches {
        return;
    }
    let mut hidden = HashSet::new();
    collect(closure.document, node, mark, MAX_DEPTH, &mut hidden);
    if hidden.is_empty() {
        return;
    }
    lift(lowered, &hidden);
    if closure.direction == Direction::Response
        && let Some(Value::Object(properties)) = lowered.get_mut("properties")
    {
        for (name, property) in properties.iter_mut().filter(|(name, _)| hidden.contains(name.as_str())) {
            let place = node.pointer.join("properties").join(name).join(mark);
            *property = json!({ lower::ORIGIN: place.as_str(), lower::KEYWORD: mark, "not": {} });
        }
    }
}

/// Also in the branches of `allOf` that stand in this very schema: one may require what another marks.
fn lift(lowered: &mut Map<String, Value>, hidden: &HashSet<&str>) {
    if let Some(Value::Array(required)) = lowered.get_mut("required") {
        required.retain(|name| !name.as_str().is_some_and(|name| hidden.contains(name)));
    }
    if let Some(Value::Array(branches)) = lowered.get_mut("allOf") {
        for branch in branches.iter_mut().filter_map(Value::as_object_mut) {
            lift(branch, hidden);
        }
    }
}

fn collect<'d>(
    document: &'d Document,
    node: &Node<'d>,
    mark: &str,
    depth: usize,
    hidden: &mut HashSet<&'d str>,
) {
    if depth == 0 {
        return;
    }
    for (name, property) in node.each("properties") {
        let target = document.follow(property.clone()).unwrap_or_else(|_| property.clone());
        if property.flag(mark) || target.flag(mark) {
            hidden.insert(name);
        }
    }
    for branch in node.get("allOf").into_iter().flat_map(|list| list.items()) {
        if let Ok(branch) = document.follow(branch) {
            collect(document, &branch, mark, depth - 1, hidden);
        }
    }
}
