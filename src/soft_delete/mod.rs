//! Soft delete, once for every feature: a nullable column `deleted_at` and nothing else.
//!
//! Here lives what is the same for everything that can be trashed: what a reader and a DELETE may ask for, which rows
//! a query sees, what becomes of a row, and how the trash is emptied. Who may is the feature's decision, and so are
//! the words in which it refuses. Nothing here knows HTTP or a feature.
//!
//! What must stay true: a query that does not say otherwise goes through [`Scopes::visible`]; a row is
//! trashed exactly when its `deleted_at` is set; uniqueness counts live rows only (partial indexes
//! `WHERE deleted_at IS NULL`), so that restoring can fail with a unique violation, which the caller
//! reports as a conflict; every thing that can be trashed has its [`Purge`] in `src/work.rs`.

mod asked;
mod purge;
mod rows;
mod scopes;

pub use asked::{Deletion, View};
pub use purge::Purge;
pub use rows::{Restored, delete, delete_by, restore, restore_by};
pub use scopes::{Scopes, SoftDelete};
