//! Empties the queue here and now, one job after the other in the order they were asked for: for tests, whose
//! answers must not depend on when a worker comes.

use sea_orm::DbErr;

use super::job::Registry;
use super::{run, store};
use crate::infra::Context;

/// Runs every job that is due, and those that come of them. Says how many attempts that took.
///
/// # Errors
///
/// When the database does not answer.
pub async fn drain(context: &Context, registry: &Registry) -> Result<u64, DbErr> {
    let mut attempts = 0;
    while store::is_due(&context.database).await? {
        let (lease, now) = (context.config.jobs.job_lease, context.clock.now());
        for claimed in store::claim(&context.database, "drain", lease, 1, now).await? {
            run::run(context, registry, claimed).await;
            attempts += 1;
        }
    }
    Ok(attempts)
}
