//! Changes that are made for one version of a row: the check and the change are one statement, so that of two changes
//! made for the same version one finds nothing to change, however close they are.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, ExprTrait, QueryFilter, UpdateMany};

use crate::events::model::Expected;
use crate::soft_delete::SoftDelete;

/// An entity whose rows count their changes.
pub(in crate::events) trait Versioned: SoftDelete {
    /// The number of the change that made the row as it is, from 1.
    const VERSION: Self::Column;

    /// When a field last changed.
    const UPDATED_AT: Self::Column;
}

/// A change of a row, if it is of an expected version.
pub(super) fn change<E: Versioned>(id: i64, expected: &Expected) -> UpdateMany<E> {
    let update = E::update_many().col_expr(E::VERSION, Expr::col(E::VERSION).add(1)).filter(E::ID.eq(id));
    match expected {
        Expected::Any => update,
        Expected::OneOf(versions) => update.filter(E::VERSION.is_in(versions.iter().copied())),
    }
}

/// The same for a change of fields.
pub(super) fn change_fields<E: Versioned>(id: i64, expected: &Expected, now: DateTime<Utc>) -> UpdateMany<E> {
    change::<E>(id, expected).col_expr(E::UPDATED_AT, Expr::value(now))
}

/// Counts a change that another statement of the transaction makes. False if the row is of another version, or gone.
pub(super) async fn count<E: Versioned>(
    db: &impl ConnectionTrait,
    id: i64,
    expected: &Expected,
) -> Result<bool, DbErr> {
    Ok(change::<E>(id, expected).exec(db).await?.rows_affected == 1)
}

/// One row, in the trash or not.
pub(super) async fn find<E: SoftDelete>(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<Option<E::Model>, DbErr> {
    E::find().filter(E::ID.eq(id)).one(db).await
}
