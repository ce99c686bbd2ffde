//! Dredd's groups of resources, which only Swagger 2.0 has: by the tags of operations.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::{Document, Node, OpenApiVersion, view::Operation};

/// The group of each operation, in their order; empty where there is none.
///
/// The rule is that of Dredd's parser (`@apielements/openapi2-parser`, `useResourceGroups` and
/// `updateResourceGroup`), with its quirk: a path whose operations have tags, but none that names a group, falls to
/// the group of the path before.
pub(super) fn of(document: &Document, operations: &[Operation<'_>]) -> Vec<String> {
    if document.version() != OpenApiVersion::V2_0 {
        return vec![String::new(); operations.len()];
    }
    let mut current = String::new();
    let mut groups: HashMap<&str, String> = HashMap::new();
    for (path, item) in document.root_node().each("paths") {
        let item = document.follow(item.clone()).unwrap_or(item);
        if !item.members().any(|(_, operation)| tags(&operation).next().is_some()) {
            continue;
        }
        if let Some(own) = shared(&item).or_else(|| item.text("x-group-name")) {
            own.clone_into(&mut current);
        }
        groups.insert(path, current.clone());
    }
    let of_path = |path: &str| groups.get(path).cloned().unwrap_or_default();
    operations.iter().map(|operation| of_path(&operation.reference.path)).collect()
}

/// The tag of the first operation that has one, unless it has several.
fn shared<'d>(item: &Node<'d>) -> Option<&'d str> {
    let tagged = item.members().filter(|(key, _)| !key.starts_with("x-"));
    let mut first = tagged.map(|(_, operation)| tags(&operation).collect::<Vec<_>>());
    match first.find(|tags| !tags.is_empty())?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

fn tags<'d>(operation: &Node<'d>) -> impl Iterator<Item = &'d str> + use<'d> {
    let list = operation.value.get("tags").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}
