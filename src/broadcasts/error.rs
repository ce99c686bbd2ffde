//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use super::banners::BannerError;
use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why nothing is broadcast.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("Only an administrator may broadcast.")]
    Refused,
    #[error("the text is not valid")]
    BadText,
    #[error("every banner was sent already")]
    NoneLeft,
    #[error(transparent)]
    Banners(#[from] BannerError),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why broadcasts are not listed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    #[error("Only an administrator may look at broadcasts.")]
    Refused,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a broadcast is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("Only an administrator may look at broadcasts.")]
    Refused,
    #[error("there is no such broadcast")]
    NotFound,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

passed_on! { DbErr => { CreateError::Database, ReadError::Database, ListError::Database } }
