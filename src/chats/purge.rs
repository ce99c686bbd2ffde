//! The housekeeping of chats.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde_json::json;

use super::service::purge;
use crate::jobs::{Attempt, Finished, Job};

/// Removes for good what has been in the trash for too long.
pub struct PurgeChats;

#[async_trait]
impl Job for PurgeChats {
    fn kind(&self) -> &'static str {
        "purge_chats"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let retention = TimeDelta::from_std(attempt.context.config.retention.trash_retention)?;
        let transaction = attempt.begin().await?;
        let messages = purge(&attempt.context, &transaction, retention).await?;
        Ok(Finished::succeeded(transaction, json!({ "messages": messages })))
    }
}
