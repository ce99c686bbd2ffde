//! What a storage came to that the caller could not help.

use std::time::Duration;

/// Why a file could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The storage does not answer, or not in order; it may answer later.
    #[error("the file storage is not available")]
    Unavailable(#[source] object_store::Error),
    /// The file that is to be kept cannot be read: a fault of this machine.
    #[error("a file of this machine cannot be read")]
    Source(#[source] std::io::Error),
}

/// Why a storage cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum StorageOpenError {
    /// The folder cannot be made, or nothing can be written into it.
    #[error("nothing can be written there: {0}")]
    Folder(#[source] std::io::Error),
    /// A setting is missing or cannot be.
    #[error("{0}")]
    Settings(String),
    /// The storage does not let us in.
    #[error("{0}")]
    Refused(String),
    /// Nobody answers there.
    #[error("no answer within {} s", .0.as_secs())]
    NoAnswer(Duration),
}
