//! Soft delete, once for every feature: a nullable column `deleted_at` and nothing else.
//!
//! What must stay true: a query that does not say otherwise goes through [`Scopes::visible`]; a row is
//! trashed exactly when its `deleted_at` is set; uniqueness counts live rows only (partial indexes
//! `WHERE deleted_at IS NULL`), so that restoring can fail with a unique violation, which the caller
//! reports as a conflict. Who may see or restore what is trashed is the feature's decision, not ours.

mod rows;
mod scopes;

pub use rows::{purge_older_than, remove, restore, trash};
pub use scopes::{Scopes, SoftDelete};
