//! The kennel: a small HTTP API made to be tried. Healthy, it keeps every promise of `kennel.yaml`; with
//! planted faults each operation breaks exactly one.

mod answers;
mod http;
mod server;
pub(crate) mod trial;

pub(crate) use http::{Listening, Reply, listen};
pub(crate) use server::{Kennel, Running};

use std::sync::Arc;

use tribunal::{
    document::Document,
    plan::{Plan, PlanOptions},
};

/// The kennel's document as it stands in the repository.
pub(crate) const DOCUMENT: &str = include_str!("../kennel.yaml");

/// What only a later version of `OpenAPI` can promise, or only a hook brings about.
const LATER_DOCUMENT: &str = include_str!("../kennel-3.2.yaml");

/// Everything the kennel promises, in an order.
pub(crate) fn plan(options: &PlanOptions) -> Plan {
    plan_of("kennel.yaml", DOCUMENT, options)
}

/// What it promises beside, in `kennel-3.2.yaml`.
pub(crate) fn later_plan() -> Plan {
    plan_of("kennel-3.2.yaml", LATER_DOCUMENT, &PlanOptions::default())
}

fn plan_of(name: &str, text: &str, options: &PlanOptions) -> Plan {
    let document = Document::parse(name, text).expect("the kennel's document is one");
    Plan::of(Arc::new(document), options)
}
