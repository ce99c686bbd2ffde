//! Rows as the database holds them. Seen by this feature's store only.

pub(super) mod event;
pub(super) mod export;
pub(super) mod link;
pub(super) mod session;
pub(super) mod speaker;
