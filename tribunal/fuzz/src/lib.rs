//! What the targets try; a panic, an endless loop or unbounded memory is what they look for.

use std::sync::Arc;

use serde_json::Value;
use tribunal::{
    document::{Document, Pointer},
    plan::{Plan, PlanOptions},
};

/// The versions that a document may be of, as its first line.
const HEADS: [&str; 4] =
    ["openapi: 3.0.3\n", "openapi: 3.1.0\n", "openapi: 3.2.0\n", "swagger: '2.0'\nbasePath: /v1\n"];

/// Parses a text and asks for the place of every value.
pub fn places(name: &str, text: &str) {
    match Document::parse(name, text) {
        Ok(document) => every_place(&document, document.root(), &Pointer::root(), &mut 0),
        Err(error) => drop(error.to_string()),
    }
}

/// Aliases of YAML make a million values of a few bytes: that is allowed, and would take the whole time of a run.
const MAX_PLACES: usize = 5_000;

fn every_place(document: &Document, value: &Value, pointer: &Pointer, seen: &mut usize) {
    *seen += 1;
    if *seen > MAX_PLACES {
        return;
    }
    let position = document.position(pointer);
    assert!(position.line > 0 && position.column > 0, "{position}");
    let _line = document.source_line(&position);
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, child)| every_place(document, child, &pointer.join(key), seen));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, child)| {
                every_place(document, child, &pointer.join(at), seen);
            });
        }
        _ => {}
    }
}

/// Plans a text in each version, twice.
pub fn plans(text: &str) {
    for head in HEADS {
        let Ok(document) = Document::parse("fuzz.yaml", &[head, text].concat()) else { continue };
        let document = Arc::new(document);
        let plan = |document| Plan::of(document, &PlanOptions::default());
        let (first, second) = (plan(Arc::clone(&document)), plan(document));
        let told = |plan: &Plan| plan.transactions.iter().map(|t| t.id.clone()).collect::<Vec<_>>();
        assert_eq!(told(&first), told(&second));
        let mut ids = told(&first);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), first.transactions.len(), "an id stands for two transactions");
    }
}
