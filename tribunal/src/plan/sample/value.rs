//! A value of any schema.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{number, shape, text};
use crate::document::{Document, Node};

/// How deep a generated value may nest; a schema that requires itself has none.
const MAX_DEPTH: usize = 12;
/// How many items a generated array may have.
const MAX_ITEMS: usize = 1_000;
/// How many values one generation may make in all.
const MAX_VALUES: usize = 20_000;

/// A value for the schema; `None` if it requires itself without end.
pub(super) fn generate(document: &Document, node: &Node<'_>) -> Option<Value> {
    let mut generator = Generator { document, left: MAX_VALUES };
    generator.value(node, MAX_DEPTH)
}

struct Generator<'d> {
    document: &'d Document,
    left: usize,
}

impl<'d> Generator<'d> {
    fn value(&mut self, node: &Node<'d>, depth: usize) -> Option<Value> {
        if depth == 0 || self.left == 0 {
            return None;
        }
        self.left -= 1;
        let parts = shape::parts(self.document, node);
        let documented = parts.iter().find_map(shape::example).or_else(|| shape::keyword(&parts, "default"));
        let listed =
            || shape::keyword(&parts, "const").or_else(|| shape::keyword(&parts, "enum")?.items().next());
        if let Some(node) = documented.or_else(listed) {
            return Some(node.value.clone());
        }
        match shape::types(&parts).first() {
            Some(&"object") => self.object(&parts, depth),
            Some(&"array") => self.array(&parts, depth),
            Some(&"integer") => Some(number::integer(&parts)),
            Some(&"number") => Some(number::number(&parts)),
            Some(&"boolean") => Some(Value::Bool(true)),
            Some(&"null") => Some(Value::Null),
            _ => Some(Value::String(text::text(&parts))),
        }
    }

    /// The required properties and those with a documented value; more only if `minProperties` asks.
    fn object(&mut self, parts: &[Node<'d>], depth: usize) -> Option<Value> {
        let required: BTreeSet<&str> = parts
            .iter()
            .filter_map(|part| part.value.get("required").and_then(Value::as_array))
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let claims = claims(parts);
        let mut object = Map::new();
        let mut optional = Vec::new();
        for (name, property) in parts.iter().flat_map(|part| part.each("properties")) {
            if object.contains_key(name) {
                continue;
            }
            if let Some((_, claim)) = claims.iter().find(|(property, _)| *property == name) {
                object.insert(name.to_owned(), Value::String(claim.clone()));
                continue;
            }
            let below = shape::parts(self.document, &property);
            if below.iter().any(|part| part.flag("readOnly")) {
                continue;
            }
            let documented = below.iter().any(|part| shape::example(part).is_some());
            if required.contains(name) {
                object.insert(name.to_owned(), self.value(&property, depth - 1)?);
            } else if documented {
                object.extend(self.value(&property, depth - 1).map(|value| (name.to_owned(), value)));
            } else {
                optional.push((name, property));
            }
        }
        for name in required {
            if !object.contains_key(name) && !is_read_only(self.document, parts, name) {
                let claim = claims.iter().find(|(property, _)| *property == name);
                let value = claim.map_or_else(|| "string".to_owned(), |(_, claim)| claim.clone());
                object.insert(name.to_owned(), Value::String(value));
            }
        }
        let least = shape::count(parts, "minProperties").unwrap_or(0).min(MAX_ITEMS);
        for (name, property) in optional {
            if object.len() < least && !object.contains_key(name) {
                object.extend(self.value(&property, depth - 1).map(|value| (name.to_owned(), value)));
            }
        }
        while object.len() < least {
            let value = shape::keyword(parts, "additionalProperties").filter(|node| node.value.is_object());
            let value =
                value.map_or_else(|| Some(Value::from("string")), |node| self.value(&node, depth - 1))?;
            object.insert(format!("property{}", object.len() + 1), value);
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, parts: &[Node<'d>], depth: usize) -> Option<Value> {
        let least = shape::count(parts, "minItems").unwrap_or(0).min(MAX_ITEMS);
        let most = shape::count(parts, "maxItems").unwrap_or(MAX_ITEMS);
        let fixed: Vec<_> =
            shape::keyword(parts, "prefixItems").into_iter().flat_map(|list| list.items()).collect();
        let items = shape::keyword(parts, "items").filter(|node| node.value.is_object());
        let wanted = least.max(fixed.len()).max(1).min(most);
        let mut array = Vec::new();
        while array.len() < wanted {
            let schema = fixed.get(array.len()).or(items.as_ref());
            let value =
                schema.map_or_else(|| Some(Value::from("string")), |node| self.value(node, depth - 1));
            match value {
                Some(value) => array.push(value),
                // An item that requires itself without end: an empty array will do if it may be empty.
                None if array.len() >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(array))
    }
}

/// What discriminators of the parts ask the branch that was chosen to call itself.
fn claims<'d>(parts: &[Node<'d>]) -> Vec<(&'d str, String)> {
    let mut claims = Vec::new();
    for part in parts {
        let Some(discriminator) = part.get("discriminator") else { continue };
        let Some(property) = discriminator.text("propertyName") else { continue };
        let branches = part.get("oneOf").or_else(|| part.get("anyOf"));
        let first = branches.and_then(|list| list.items().next());
        let Some(reference) = first.as_ref().and_then(|branch| branch.text("$ref")) else { continue };
        let last = reference.rsplit('/').next().unwrap_or(reference);
        let mapped = discriminator.each("mapping").find(|(_, target)| {
            target.value.as_str().is_some_and(|target| target == reference || target == last)
        });
        claims.push((property, mapped.map_or(last, |(value, _)| value).to_owned()));
    }
    claims
}

fn is_read_only(document: &Document, parts: &[Node<'_>], name: &str) -> bool {
    let properties = parts.iter().filter_map(|part| part.get("properties")?.get(name));
    properties
        .into_iter()
        .any(|property| shape::parts(document, &property).iter().any(|part| part.flag("readOnly")))
}
