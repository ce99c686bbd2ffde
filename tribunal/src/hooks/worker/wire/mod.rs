//! Transactions as Dredd's protocol has them: rendered for the handler, and its changes taken back.
//!
//! What must stay true: a member that the handler did not change changes nothing of ours, for ours says more (the
//! order and case of headers, JSON and not text, a schema by its place).

mod appended;
mod apply;
mod expected;
mod own_schema;
mod real;
mod render;
mod results;
mod schema;
mod text;

pub(super) use appended::appended;
pub(super) use apply::{apply, failure};
pub(super) use own_schema::judge_by_own_schema;
pub(super) use real::{apply as apply_real, render as real};
pub(super) use render::{ID, dredd_id, render};
pub(super) use results::{Ended, add as add_results};
pub(super) use schema::Schemas;
