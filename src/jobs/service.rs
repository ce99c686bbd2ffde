//! What people and monitors may ask of the queue.

use super::error::OneError;
use super::model::{JobId, Record};
use super::store;
use crate::api::Caller;
use crate::infra::database::begin_write;
use crate::infra::{Context, DatabaseError, Topic, bells};

/// One job, to who asked for it and to administrators. Others do not learn that it is there.
pub async fn get_job(context: &Context, caller: &Caller, id: JobId) -> Result<Record, OneError> {
    let job = store::find(&context.database, id).await?;
    job.filter(|job| caller.admin || job.owner == Some(caller.user)).ok_or(OneError::NotFound)
}

/// Whether workers come to what is due. The queue lies in the database, so this also needs that.
pub async fn is_worked_on(context: &Context) -> Result<bool, DatabaseError> {
    Ok(!store::is_deserted(&context.database, context.config.jobs.job_stall).await?)
}

/// How many jobs are in each state, and the newest of those that failed. For whoever runs the program.
pub async fn overview(
    context: &Context,
    limit: u64,
) -> Result<(Vec<(String, i64)>, Vec<Record>), DatabaseError> {
    Ok((store::count(&context.database).await?, store::failed(&context.database, limit).await?))
}

/// Lets a failed job begin anew. False if none of that name has failed.
pub async fn retry(context: &Context, id: JobId) -> Result<bool, DatabaseError> {
    let transaction = begin_write(&context.database).await?;
    let revived = store::revive(&transaction, id).await?;
    bells::announce(&transaction, Topic::Queue).await?;
    transaction.commit().await?;
    Ok(revived)
}
