//! What becomes of one row. Each change is one statement, so none of them can race.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter};

use super::{Deletion, Scopes, SoftDelete};

/// What restoring came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restored<T> {
    /// It lives again.
    Back(T),
    /// It was not in the trash.
    NotTrashed,
    /// There is none, trashed or not.
    Missing,
}

impl<T> Restored<T> {
    /// The same about what a row stands for.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Restored<U> {
        match self {
            Self::Back(it) => Restored::Back(into(it)),
            Self::NotTrashed => Restored::NotTrashed,
            Self::Missing => Restored::Missing,
        }
    }

    /// What is back, or the caller's words for why it is not.
    ///
    /// # Errors
    ///
    /// One of the two.
    pub fn or<E>(self, not_trashed: E, missing: E) -> Result<T, E> {
        match self {
            Self::Back(it) => Ok(it),
            Self::NotTrashed => Err(not_trashed),
            Self::Missing => Err(missing),
        }
    }
}

/// Does what a DELETE asks for. False if there is no row with this id that it can meet.
pub async fn delete<E: SoftDelete>(
    db: &impl ConnectionTrait,
    id: i64,
    deletion: Deletion,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let rows = match deletion {
        Deletion::Trash => {
            let update = E::update_many().col_expr(E::DELETED_AT, Expr::value(now));
            update.filter(E::ID.eq(id)).visible().exec(db).await?.rows_affected
        }
        Deletion::ForGood => E::delete_many().filter(E::ID.eq(id)).exec(db).await?.rows_affected,
    };
    Ok(rows == 1)
}

/// Brings a trashed row back.
///
/// # Errors
/// A unique violation if a live row has taken one of its unique values meanwhile.
pub async fn restore<E: SoftDelete>(db: &impl ConnectionTrait, id: i64) -> Result<Restored<E::Model>, DbErr> {
    let update = E::update_many().col_expr(E::DELETED_AT, Expr::value(None::<DateTime<Utc>>));
    let back = update.filter(E::ID.eq(id)).only_trashed().exec(db).await?.rows_affected == 1;
    Ok(match E::find().filter(E::ID.eq(id)).one(db).await? {
        Some(row) if back => Restored::Back(row),
        Some(_) => Restored::NotTrashed,
        None => Restored::Missing,
    })
}
