//! What can go wrong, in the domain's words: one type for each set of use cases that come to the same.

use sea_orm::{DbErr, SqlErr};

use crate::api::passed_on;
use crate::infra::DatabaseError;

/// Why an exercise could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum ExerciseError {
    #[error("there is no such exercise")]
    NotFound,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why an exercise could not be added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error("Only an administrator may do this.")]
    NotAdmin,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a score could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    #[error("there is no such score")]
    NotFound,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a score could not be written, whether or not there is one.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("there is no such exercise")]
    NoExercise,
    /// The caller was removed for good while it asked.
    #[error("the user is gone")]
    UserGone,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a score could not be added.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("there is one already")]
    Exists,
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Why a score could not be replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    #[error("there is no such score")]
    NotFound,
    #[error("Only its own user may change a score.")]
    NotOwner,
    /// It is of another exercise than the caller says.
    #[error("A score stays with its exercise.")]
    OtherExercise,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a score could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    #[error("there is no such score")]
    NotFound,
    #[error("Only its own user may change a score.")]
    NotOwner,
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<DbErr> for WriteError {
    /// Exercises are never removed, so what a new score refers to and is not there is its user.
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => Self::UserGone,
            _ => Self::Database(error.into()),
        }
    }
}

passed_on! {
    DbErr => {
        ExerciseError::Database, AddError::Database, ScoreError::Database, ReplaceError::Database,
        CreateError::Write, UpdateError::Write,
    }
}
