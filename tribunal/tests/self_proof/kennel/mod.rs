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

/// Everything the kennel promises, in an order.
pub(crate) fn plan(options: &PlanOptions) -> Plan {
    let document = Document::parse("kennel.yaml", DOCUMENT).expect("the kennel's document is one");
    Plan::of(Arc::new(document), options)
}
