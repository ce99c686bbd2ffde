//! The steps of the post-processor, one file each, in the order in which they run:
//! what a later step fills in stands where an earlier one put it.

mod errors;
mod examples;
mod headers;
mod info;
mod links;
mod media_types;
mod operation_ids;
mod rejections;

use serde_json::Value;

use super::complete::Context;

type Step = fn(&mut Value, &mut Context<'_>);

/// All steps, in order.
pub(super) const STEPS: [Step; 8] = [
    info::add,
    operation_ids::check,
    media_types::shorten,
    rejections::add,
    headers::add,
    links::add,
    errors::list,
    examples::add,
];
