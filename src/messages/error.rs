//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why a message was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("Only an administrator may send in the name of somebody else.")]
    NotTheSender,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

passed_on! { DbErr => { SendError::Database } }
