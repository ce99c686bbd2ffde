//! The only place that queries this feature's tables. Returns model types.
//!
//! Every function takes a connection or a transaction, so that the service decides what belongs together.

pub(super) mod sessions;
mod taken;
pub(super) mod users;

pub(super) use taken::StoreError;
