//! The housekeeping of logins.

use async_trait::async_trait;
use serde_json::json;

use super::service::purge_sessions;
use crate::jobs::{Attempt, Finished, Job};

/// Removes for good the login sessions that ended by themselves too long ago.
pub struct PurgeSessions;

#[async_trait]
impl Job for PurgeSessions {
    fn kind(&self) -> &'static str {
        "purge_sessions"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let moment = attempt.context.config.retention.trash_until(attempt.context.clock.now());
        let transaction = attempt.begin().await?;
        let sessions = purge_sessions(&transaction, moment).await?;
        Ok(Finished::succeeded(transaction, json!({ "sessions": sessions })))
    }
}
