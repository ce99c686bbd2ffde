//! Rows as the database holds them. Seen by this feature's store only.

pub(super) mod exercise;
pub(super) mod score;
