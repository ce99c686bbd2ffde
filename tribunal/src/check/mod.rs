//! Checks: one rule about one exchange each, one file and one page of documentation each.
//!
//! A check sees what was promised and what came, and answers with findings; it does no I/O.
//! What must stay true: one finding for one cause (a wrong status hides everything after it, a body that is
//! not JSON hides its schema); a finding is of bounded size, whatever came; its sentence names the field.

mod bound;
mod catalogue;
mod causes;
mod compare;
mod content_type;
mod empty_list;
mod exact;
mod finding;
mod header_example;
mod header_required;
mod header_schema;
mod item_schema;
mod json;
mod media;
mod no_content;
mod pattern;
mod schema;
mod schema_view;
mod sequence;
mod shape;
mod status;
mod subject;
mod text_value;
mod undocumented_header;
mod undocumented_property;
mod undocumented_status;
mod violations;

#[cfg(test)]
pub(crate) mod specimen;

pub use bound::ABSENT;
pub(crate) use bound::{binary, value as bounded};
pub use catalogue::{CHECKS, Check, all};
pub(crate) use pattern::without_indices;
pub use subject::{Examples, Strictness, TransactionUnderCheck};
