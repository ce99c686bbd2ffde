//! The housekeeping of the queue itself.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
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
        let succeeded_before = before(now, retention.job_retention);
        let failed_before = before(now, retention.trash_retention.max(retention.job_retention));
        let jobs = store::purge(&transaction, succeeded_before, failed_before).await?;
        Ok(Finished::succeeded(transaction, json!({ "jobs": jobs })))
    }
}

fn before(now: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(span).ok().and_then(|span| now.checked_sub_signed(span)).unwrap_or_default()
}
