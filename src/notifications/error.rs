//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why a notification could not be marked as read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("there is no such notification")]
    NotFound,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a stream could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// The user has as many open as it may.
    #[error("the user has too many streams open")]
    TooMany,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

passed_on! { DbErr => { ReadError::Database, StreamError::Database } }
