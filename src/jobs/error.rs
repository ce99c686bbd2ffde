//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why a job could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum OneError {
    /// There is no such job, or it is somebody else's.
    #[error("there is no such job")]
    NotFound,
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

passed_on! { DbErr => { OneError::Database } }
