//! The housekeeping of accounts.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde_json::json;

use super::service::{Purged, purge};
use crate::jobs::{Attempt, Finished, Job};

/// Removes for good what has been in the trash, or over, for too long.
pub struct PurgeAccounts;

#[async_trait]
impl Job for PurgeAccounts {
    fn kind(&self) -> &'static str {
        "purge_accounts"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let retention = TimeDelta::from_std(attempt.context.config.retention.trash_retention)?;
        let transaction = attempt.begin().await?;
        let Purged { users, sessions } = purge(&attempt.context, &transaction, retention).await?;
        Ok(Finished::succeeded(transaction, json!({ "users": users, "sessions": sessions })))
    }
}
