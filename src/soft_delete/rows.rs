//! What becomes of one row. Each change is one statement, so none of them can race.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, DeleteMany, QueryFilter, UpdateMany};

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

impl<T, E> Restored<Result<T, E>> {
    /// The error of what is back, if it is one.
    ///
    /// # Errors
    ///
    /// That one.
    pub fn transpose(self) -> Result<Restored<T>, E> {
        Ok(match self {
            Self::Back(it) => Restored::Back(it?),
            Self::NotTrashed => Restored::NotTrashed,
            Self::Missing => Restored::Missing,
        })
    }
}

/// Does what a DELETE asks for. False if there is no row with this id that it can meet.
pub async fn delete<E: SoftDelete>(
    db: &impl ConnectionTrait,
    id: i64,
    deletion: Deletion,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let (trash, remove) = (E::update_many().filter(E::ID.eq(id)), E::delete_many().filter(E::ID.eq(id)));
    delete_by(db, deletion, now, trash, remove).await
}

/// The same by statements that find the row themselves, and may ask for more of it and change more in it.
pub async fn delete_by<E: SoftDelete>(
    db: &impl ConnectionTrait,
    deletion: Deletion,
    now: DateTime<Utc>,
    trash: UpdateMany<E>,
    remove: DeleteMany<E>,
) -> Result<bool, DbErr> {
    let rows = match deletion {
        Deletion::Trash => {
            trash.col_expr(E::DELETED_AT, Expr::value(now)).visible().exec(db).await?.rows_affected
        }
        Deletion::ForGood => remove.exec(db).await?.rows_affected,
    };
    Ok(rows == 1)
}

/// Brings a trashed row back.
///
/// # Errors
/// A unique violation if a live row has taken one of its unique values meanwhile.
pub async fn restore<E: SoftDelete>(db: &impl ConnectionTrait, id: i64) -> Result<Restored<E::Model>, DbErr> {
    restore_by(db, id, E::update_many().filter(E::ID.eq(id))).await
}

/// The same by a statement that finds the row itself, and may change more in it.
///
/// # Errors
/// As of [`restore`].
pub async fn restore_by<E: SoftDelete>(
    db: &impl ConnectionTrait,
    id: i64,
    update: UpdateMany<E>,
) -> Result<Restored<E::Model>, DbErr> {
    let update = update.col_expr(E::DELETED_AT, Expr::value(None::<DateTime<Utc>>)).only_trashed();
    if let Some(row) = update.exec_with_returning(db).await?.pop() {
        return Ok(Restored::Back(row));
    }
    let there = E::find().filter(E::ID.eq(id)).one(db).await?.is_some();
    Ok(if there { Restored::NotTrashed } else { Restored::Missing })
}
