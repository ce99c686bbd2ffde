//! Every operation has an id of its own, in the form of its handler's name: it names
//! the example file, the transactions and the methods of generated clients.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::{complete::Context, operations};

pub(super) fn check(document: &mut Value, context: &mut Context<'_>) {
    let mut places = BTreeMap::new();
    operations::for_each(document, |operation| {
        let place = format!("{} {}", operation.method.to_uppercase(), operation.path);
        let id = operation.id();
        if !is_snake_case(&id) {
            context.defect(format!(
                "{place} has no operationId in lower_snake_case: add `operation_id` to `#[oai]`"
            ));
        } else if let Some(first) = places.insert(id.clone(), place.clone()) {
            context.defect(format!("{place} has the operationId `{id}` of {first}"));
        }
    });
}

fn is_snake_case(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
