//! Files by their key: in a folder, in an S3 bucket, or in memory.
//!
//! Which of them is a setting; what is kept about a file (its type, its size, who brought it) is for the database to
//! say. What must stay true: writing and reading hold a bounded part of a file in memory, however large it is; a
//! file is there whole or not at all.

mod error;
mod files;
mod open;
mod s3;
mod transport;

pub use error::{StorageError, StorageOpenError};
pub use files::{Reading, Storage};
