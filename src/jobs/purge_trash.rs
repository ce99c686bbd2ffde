//! The emptying of the trash, for every feature that has one.

use async_trait::async_trait;
use serde_json::{Map, Value};

use super::attempt::{Attempt, Finished};
use super::job::Job;
use crate::soft_delete::Purge;

/// Removes for good what has been in the trash for too long.
pub struct PurgeTrash(
    /// Of each kind of thing. What others depend on comes first: it takes them with it.
    pub Vec<Purge>,
);

impl PurgeTrash {
    /// The name of the job.
    pub const KIND: &str = "purge_trash";
}

#[async_trait]
impl Job for PurgeTrash {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let moment = attempt.context.config.retention.trash_until(attempt.context.clock.now());
        let transaction = attempt.begin().await?;
        let mut removed = Map::new();
        for purge in &self.0 {
            let rows = purge.run(&transaction, moment).await?;
            removed.insert(purge.name.to_owned(), Value::from(rows));
        }
        Ok(Finished::succeeded(transaction, Value::Object(removed)))
    }
}
