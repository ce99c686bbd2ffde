//! From a document to its plan, as a user of the library sees it: one module for each part of TRIBUNAL.md sections
//! 1 to 3.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod actors;
mod bodies;
mod commands;
mod defects;
mod documents;
mod names;
mod pairing;
mod references;
mod remote;
mod schemas;
mod styles;
mod swagger;
mod values;
mod versions;

use std::sync::Arc;

use tribunal::{
    document::Document,
    plan::{Plan, PlanOptions, Transaction},
};

/// The plan of a document that consists of these paths and components.
#[track_caller]
fn plan(paths_and_components: &str) -> Plan {
    plan_of("3.0.3", paths_and_components)
}

/// The same for a version.
#[track_caller]
fn plan_of(version: &str, paths_and_components: &str) -> Plan {
    let text = format!("openapi: {version}\ninfo: {{title: Pets, version: '1'}}\n{paths_and_components}");
    let document = Document::parse("api.yaml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    Plan::of(Arc::new(document), &PlanOptions::default())
}

/// Compares with the golden file of that name.
#[track_caller]
fn golden(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The transaction of that id.
#[track_caller]
fn transaction<'p>(plan: &'p Plan, id: &str) -> &'p Transaction {
    let found = plan.transactions.iter().find(|transaction| transaction.id == id);
    found.unwrap_or_else(|| panic!("no transaction `{id}` in {:?}", ids(plan)))
}

/// All ids, in order.
fn ids(plan: &Plan) -> Vec<&str> {
    plan.transactions.iter().map(|transaction| transaction.id.as_str()).collect()
}
