//! What can go wrong, in the domain's words: one type for each use case, so that each says all it can come to.

use std::time::Duration;

use sea_orm::DbErr;

use super::model::{Field, Invalid};
use super::store::StoreError;
use crate::api::passed_on;
use crate::infra::passwords::PasswordError;
use crate::infra::{DatabaseError, TokenError};

/// What no caller can help.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// A token could not be signed.
    #[error("a token could not be signed")]
    Signing(#[source] TokenError),
}

/// Why a caller may not do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Only an administrator may do this.")]
    NotAdmin,
    #[error("Only the user or an administrator may do this.")]
    NotOwner,
    #[error("Only an administrator may see deleted users.")]
    Trashed,
    #[error("The last active administrator cannot be deleted, deactivated or demoted.")]
    LastAdmin,
}

/// Why a user could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    #[error("the {} is taken", .0.name())]
    Taken(Field),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a user could not be made at an administrator's wish.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Create(#[from] CreateError),
}

/// Why a login failed.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// No such user, a wrong password, or a user who may not log in: nobody learns which.
    #[error("the credentials are wrong")]
    BadCredentials,
    /// Too many attempts on this account or from this address.
    #[error("too many attempts")]
    TooMany(Duration),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a refresh token was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// It is invalid, expired, or its session has ended.
    #[error(transparent)]
    Token(#[from] TokenError),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why users could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why one user could not be shown or deleted.
#[derive(Debug, thiserror::Error)]
pub enum OneError {
    #[error("there is no such user")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a user could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    #[error("the {} is taken", .0.name())]
    Taken(Field),
    #[error("there is no such user")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a user could not be brought back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("there is no such user")]
    NotFound,
    #[error("the user is not in the trash")]
    NotTrashed,
    #[error("the {} is taken", .0.name())]
    Taken(Field),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A store's errors and a use case's have these two in common.
macro_rules! from_store {
    ($($error:ident),*) => {$(
        impl From<StoreError> for $error {
            fn from(error: StoreError) -> Self {
                match error {
                    StoreError::Taken(field) => Self::Taken(field),
                    StoreError::Database(error) => Self::Fault(error.into()),
                }
            }
        }
    )*};
}

from_store!(CreateError, UpdateError, RestoreError);

passed_on! {
    DbErr => { Fault::Database, AddError::Create }
    DbErr, PasswordError => {
        CreateError::Fault, LoginError::Fault, RefreshError::Fault, ListError::Fault, OneError::Fault,
        UpdateError::Fault, RestoreError::Fault,
    }
}
