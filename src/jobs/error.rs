//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why a job could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum OneError {
    #[error("there is no such job")]
    NotFound,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

passed_on! { DbErr => { OneError::Database } }
