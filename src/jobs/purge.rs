//! The housekeeping of the queue itself.

use async_trait::async_trait;
use serde_json::json;

use super::attempt::{Attempt, Finished};
use super::job::Job;
use super::store;

/// Removes jobs that ended long ago.
pub struct PurgeJobs;

#[async_trait]
impl Job for PurgeJobs {
    fn kind(&self) -> &'static str {
        "purge_jobs"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let (now, retention) = (attempt.context.clock.now(), &attempt.context.config.retention);
        let transaction = attempt.begin().await?;
        let (succeeded, failed) = (retention.succeeded_until(now), retention.failed_until(now));
        let jobs = store::purge(&transaction, succeeded, failed).await?;
        Ok(Finished::succeeded(transaction, json!({ "jobs": jobs })))
    }
}
