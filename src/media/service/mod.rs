//! The use cases. Knows nothing of HTTP.
//!
//! What must stay true: a file is judged before it is kept; its bytes are in the storage before its row is in the
//! database, so that a row never promises what is not there.

mod keep;
mod read;

pub use keep::{Wanted, keep};
pub use read::{find, find_by_key, find_many, read};
