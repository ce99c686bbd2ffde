//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use super::banners::BannerError;
use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why nothing is broadcast.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Only an administrator broadcasts.
    #[error("Only an administrator may broadcast.")]
    Refused,
    /// The text breaks its rule.
    #[error("the text is not valid")]
    BadText,
    /// Every banner was sent.
    #[error("every banner was sent already")]
    NoneLeft,
    /// The API of banners did not do its part.
    #[error(transparent)]
    Banners(#[from] BannerError),
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why broadcasts are not listed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Only an administrator looks at them.
    #[error("Only an administrator may look at broadcasts.")]
    Refused,
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a broadcast is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Only an administrator looks at them.
    #[error("Only an administrator may look at broadcasts.")]
    Refused,
    /// There is no such broadcast.
    #[error("there is no such broadcast")]
    NotFound,
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

passed_on! { DbErr => { CreateError::Database, ReadError::Database, ListError::Database } }
