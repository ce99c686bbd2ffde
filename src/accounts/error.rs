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
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// A token could not be signed.
    #[error("a token could not be signed")]
    Signing(#[source] TokenError),
}

/// Why a caller may not do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only an administrator may.
    #[error("Only an administrator may do this.")]
    NotAdmin,
    /// Only the user or an administrator may.
    #[error("Only the user or an administrator may do this.")]
    NotOwner,
    /// Trashed users are shown to administrators.
    #[error("Only an administrator may see deleted users.")]
    Trashed,
    /// Nobody could administer the place any more.
    #[error("The last active administrator cannot be deleted, deactivated or demoted.")]
    LastAdmin,
}

/// Why a user could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Fields break their rules.
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    /// A live user has this name or address.
    #[error("the {} is taken", .0.name())]
    Taken(Field),
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a user could not be made at an administrator's wish.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The user could not be made.
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
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a refresh token was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// It is invalid, expired, or its session has ended.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why users could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why one user could not be shown or deleted.
#[derive(Debug, thiserror::Error)]
pub enum OneError {
    /// There is no such user, or not for this caller.
    #[error("there is no such user")]
    NotFound,
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a user could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// Fields break their rules.
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    /// A live user has this name or address.
    #[error("the {} is taken", .0.name())]
    Taken(Field),
    /// There is no such user.
    #[error("there is no such user")]
    NotFound,
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Our fault.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a user could not be brought back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is no such user, trashed or not.
    #[error("there is no such user")]
    NotFound,
    /// It lives.
    #[error("the user is not in the trash")]
    NotTrashed,
    /// A live user has taken its name or address meanwhile.
    #[error("the {} is taken", .0.name())]
    Taken(Field),
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Our fault.
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
