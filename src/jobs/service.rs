//! What people and monitors may ask of the queue.

use super::error::OneError;
use super::model::{JobId, Record};
use super::store;
use crate::api::Caller;
use crate::infra::{Context, DatabaseError};

/// One job, to who asked for it and to administrators. Others do not learn that it is there.
pub async fn get_job(context: &Context, caller: &Caller, id: JobId) -> Result<Record, OneError> {
    let job = store::find(&context.database, id).await?;
    job.filter(|job| caller.admin || job.owner == Some(caller.user)).ok_or(OneError::NotFound)
}

/// Whether workers come to what is due. The queue lies in the database, so this also needs that.
pub async fn is_worked_on(context: &Context) -> Result<bool, DatabaseError> {
    Ok(!store::is_deserted(&context.database, context.config.jobs.job_stall).await?)
}
