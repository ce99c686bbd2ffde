//! What can go wrong, in the domain's words.

use sea_orm::DbErr;

use super::model::ImageKind;
use crate::api::passed_on;
use crate::infra::DatabaseError;
use crate::infra::storage::StorageError;

/// What no caller can help.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// This machine cannot read what it has just written.
    #[error("a file of this machine cannot be read")]
    Machine(#[from] std::io::Error),
}

/// Why a file is not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    #[error("the file is empty")]
    Empty,
    /// It has too many bytes; so many may it have.
    #[error("the file has more than {0} bytes")]
    TooLarge(u64),
    /// It has too many pixels; so many may it have.
    #[error("the image has more than {0} pixels")]
    TooManyPixels(u64),
    /// It is no image, where one is wanted.
    #[error("the file is no image")]
    NotAnImage,
    /// It begins as an image and does not go on as one.
    #[error("the file is no whole {}", .0.name())]
    Broken(ImageKind),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("there is no such file")]
    NotFound,
    #[error(transparent)]
    Fault(#[from] Fault),
}

passed_on! {
    DbErr => { Fault::Database }
    DbErr, StorageError => { KeepError::Fault, ReadError::Fault }
    std::io::Error => { KeepError::Fault }
}
