//! Documentation defects: what planning finds wrong with the document itself. One rule, one function.

mod collect;
mod document;
mod examples;
mod operation;

pub(super) use collect::Defects;
pub(super) use document::document;
pub(super) use operation::operation;
