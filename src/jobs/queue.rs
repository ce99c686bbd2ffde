//! Asking for work.

use sea_orm::{ConnectionTrait, DbErr};

use super::model::{JobId, NewJob};
use super::store;
use crate::infra::{Context, Topic, bells};

/// Asks for a job. Give it the transaction of the change that the job belongs to: both are there or neither is.
///
/// # Errors
///
/// When the database does not answer.
pub async fn enqueue(context: &Context, db: &impl ConnectionTrait, new: NewJob) -> Result<JobId, DbErr> {
    let id = JobId(context.ids.uuid());
    store::insert(db, id, new, None, context.clock.now()).await?;
    bells::announce(db, Topic::Queue).await?;
    Ok(id)
}

/// Asks for a job unless one with the same key waits or runs already; says whether it did.
///
/// # Errors
///
/// When the database does not answer.
pub async fn enqueue_unique(
    context: &Context,
    db: &impl ConnectionTrait,
    new: NewJob,
    key: &str,
) -> Result<bool, DbErr> {
    let id = JobId(context.ids.uuid());
    let inserted = store::insert(db, id, new, Some(key.to_owned()), context.clock.now()).await?;
    if inserted {
        bells::announce(db, Topic::Queue).await?;
    }
    Ok(inserted)
}
