//! What happens to trashed rows. Each function is one statement, so none of them can race.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter};

use super::{Scopes, SoftDelete};

/// Trashes a live row. False if there is none with this id.
pub async fn trash<E: SoftDelete>(
    db: &impl ConnectionTrait,
    id: i64,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = E::update_many().col_expr(E::deleted_at(), Expr::value(now));
    let done = update.filter(E::id().eq(id)).visible().exec(db).await?;
    Ok(done.rows_affected == 1)
}

/// Brings a trashed row back. False if none with this id is in the trash.
///
/// # Errors
/// A unique violation if a live row has taken one of its unique values meanwhile.
pub async fn restore<E: SoftDelete>(db: &impl ConnectionTrait, id: i64) -> Result<bool, DbErr> {
    let update = E::update_many().col_expr(E::deleted_at(), Expr::value(None::<DateTime<Utc>>));
    let done = update.filter(E::id().eq(id)).only_trashed().exec(db).await?;
    Ok(done.rows_affected == 1)
}

/// Removes a row for good, trashed or not. False if there is none with this id.
pub async fn remove<E: SoftDelete>(db: &impl ConnectionTrait, id: i64) -> Result<bool, DbErr> {
    let done = E::delete_many().filter(E::id().eq(id)).exec(db).await?;
    Ok(done.rows_affected == 1)
}

/// Removes for good every row that was trashed before `moment`, and says how many there were.
pub async fn purge_older_than<E: SoftDelete>(
    db: &impl ConnectionTrait,
    moment: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let delete = E::delete_many().only_trashed().filter(E::deleted_at().lt(moment));
    Ok(delete.exec(db).await?.rows_affected)
}
