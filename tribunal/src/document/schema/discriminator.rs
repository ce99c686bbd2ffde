//! `discriminator`: the property that says which branch of `oneOf` or `anyOf` a value must meet
//! (`OpenAPI` 3.1.1, Discriminator Object).

use serde_json::{Map, Value, json};

use super::{closure::Closure, lower};
use crate::document::{DocumentError, Node};

/// Replaces `oneOf`/`anyOf` by one condition for each value of the property, so that exactly the branch a value
/// claims to be is tried and named. Branches that are not references have no name and leave everything as it was.
pub(super) fn apply<'d>(
    closure: &mut Closure<'d>,
    node: &Node<'d>,
    lowered: &mut Map<String, Value>,
) -> Result<(), DocumentError> {
    let Some(discriminator) = node.get("discriminator") else { return Ok(()) };
    let Some(property) = discriminator.text("propertyName") else { return Ok(()) };
    let Some(key) = ["oneOf", "anyOf"].into_iter().find(|key| node.value.get(key).is_some()) else {
        return Ok(());
    };
    let Some(list) = node.get(key) else { return Ok(()) };

    let mut values: Vec<(String, Value)> = Vec::new();
    let mut branches = Vec::new();
    for branch in list.items() {
        let Some(reference) = branch.text("$ref") else { return Ok(()) };
        let schema = lower::schema(closure, &branch)?;
        let mapped: Vec<String> = discriminator
            .each("mapping")
            .filter(|(_, target)| target.value.as_str().is_some_and(|target| names(target, reference)))
            .map(|(value, _)| value.to_owned())
            .collect();
        branches.push(schema.clone());
        let implicit = || vec![last(reference).to_owned()];
        let of_branch = if mapped.is_empty() { implicit() } else { mapped };
        values.extend(of_branch.into_iter().map(|value| (value, schema.clone())));
    }

    let place = discriminator.pointer.as_str();
    let known: Vec<&str> = values.iter().map(|(value, _)| value.as_str()).collect();
    let claims_one = json!({
        lower::ORIGIN: place,
        "required": [property],
        "properties": { property: { lower::ORIGIN: place, "enum": known } },
    });
    // Since 3.2 one branch may be for all that claims to be none of them.
    let default = discriminator.text("defaultMapping");
    let mut of_default = list
        .items()
        .zip(&branches)
        .filter_map(|(node, branch)| names(default?, node.text("$ref")?).then(|| branch.clone()));
    let then = match of_default.next() {
        Some(branch) => json!({ "if": claims_one, "else": branch }),
        None => claims_one,
    };
    let mut conditions = vec![json!({
        lower::ORIGIN: place,
        "if": { "type": "object" },
        "then": then,
        // What is no object has no such property, and the combination alone decides.
        "else": { lower::ORIGIN: node.pointer.as_str(), key: branches },
    })];
    for (value, schema) in &values {
        let claim = json!({ "type": "object", "required": [property], "properties": { property: { "const": value } } });
        conditions.push(json!({ lower::ORIGIN: place, "if": claim, "then": schema }));
    }
    lowered.remove(key);
    match lowered.entry("allOf").or_insert_with(|| json!([])) {
        Value::Array(all) => all.extend(conditions),
        _ => return Ok(()),
    }
    Ok(())
}

/// Whether a mapping's target is the branch: the same reference, or the bare name of its schema.
fn names(target: &str, reference: &str) -> bool {
    target == reference || target == last(reference)
}

fn last(reference: &str) -> &str {
    reference.rsplit(['/', '#']).next().unwrap_or(reference)
}
