//! Which unique value was refused by the database.

use sea_orm::{DbErr, SqlErr};

use crate::accounts::model::Field;

/// Why a row could not be written.
#[derive(Debug, thiserror::Error)]
pub(in crate::accounts) enum StoreError {
    /// A live row has this value already.
    #[error("a live user has this {} already", .0.name())]
    Taken(Field),
    /// Anything else.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    /// Both databases name the violated index in their message, whatever language the rest is in.
    fn from(error: DbErr) -> Self {
        let Some(SqlErr::UniqueConstraintViolation(message)) = error.sql_err() else {
            return Self::Database(error);
        };
        if message.contains("users_username_live") {
            Self::Taken(Field::Username)
        } else if message.contains("users_email_live") {
            Self::Taken(Field::Email)
        } else {
            Self::Database(error)
        }
    }
}
