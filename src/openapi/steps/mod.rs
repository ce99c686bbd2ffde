//! The steps of the post-processor, one file each, in the order in which they run:
//! what a later step fills in stands where an earlier one put it.

mod errors;
mod event_streams;
mod examples;
mod headers;
mod info;
mod links;
mod media_types;
mod nullable;
mod operation_ids;
mod rejections;
mod security;
mod unused;

use serde_json::Value;

use super::complete::Context;

type Step = fn(&mut Value, &mut Context<'_>);

/// All steps, in order.
pub(super) const STEPS: [Step; 12] = [
    info::add,
    operation_ids::check,
    security::add,
    media_types::shorten,
    event_streams::describe,
    nullable::mark,
    rejections::add,
    headers::add,
    links::add,
    errors::list,
    examples::add,
    unused::remove,
];
