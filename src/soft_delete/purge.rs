//! How the trash is emptied.

use std::fmt;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, QueryFilter};

use super::{Scopes, SoftDelete};

/// What empties the trash of one kind of thing. Each feature names its own, and `src/work.rs` lists them.
#[derive(Clone, Copy)]
pub struct Purge {
    /// What the things are called in the result of the job.
    pub name: &'static str,
    run: Run,
}

/// Removes the rows that were trashed before a moment.
type Run = for<'a> fn(&'a DatabaseTransaction, DateTime<Utc>) -> BoxFuture<'a, Result<u64, DbErr>>;

impl Purge {
    /// Removes the trashed rows of a table; what depends on them goes with them.
    pub const fn of<E: SoftDelete>(name: &'static str) -> Self {
        Self { name, run: |db, moment| older_than::<E>(db, moment).boxed() }
    }

    /// Removes for good what was trashed before `moment`, and says how many rows that were.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn run(&self, db: &DatabaseTransaction, moment: DateTime<Utc>) -> Result<u64, DbErr> {
        (self.run)(db, moment).await
    }
}

impl fmt::Debug for Purge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Purge").field(&self.name).finish()
    }
}

async fn older_than<E: SoftDelete>(db: &DatabaseTransaction, moment: DateTime<Utc>) -> Result<u64, DbErr> {
    let delete = E::delete_many().only_trashed().filter(E::DELETED_AT.lt(moment));
    Ok(delete.exec(db).await?.rows_affected)
}
