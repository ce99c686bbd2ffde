//! The seam between the queue and what is to be done.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::DatabaseTransaction;

use super::attempt::{Attempt, Finished};

/// One kind of work.
#[async_trait]
pub trait Job: Send + Sync + 'static {
    /// Its name in the table. It outlives a release: rows of an older one carry it.
    fn kind(&self) -> &'static str;

    /// Does the work. Whatever it writes belongs into the transaction it finishes with, which is committed together
    /// with the acknowledgement or not at all.
    ///
    /// # Errors
    ///
    /// Whatever may be gone at the next attempt. A refusal for good is [`Finished::failed`].
    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished>;

    /// What remains to be done when the last attempt has failed, in the transaction that marks the job as dead.
    ///
    /// # Errors
    ///
    /// Whatever may be gone later; it is tried again.
    async fn died(&self, attempt: &Attempt, transaction: &DatabaseTransaction) -> anyhow::Result<()> {
        let _ = (attempt, transaction);
        Ok(())
    }
}

/// Every kind of work that a worker knows.
#[derive(Clone, Default)]
pub struct Registry(BTreeMap<&'static str, Arc<dyn Job>>);

impl Registry {
    /// All of a list.
    pub fn new(jobs: impl IntoIterator<Item = Arc<dyn Job>>) -> Self {
        Self(jobs.into_iter().map(|job| (job.kind(), job)).collect())
    }

    pub(super) fn get(&self, kind: &str) -> Option<&Arc<dyn Job>> {
        self.0.get(kind)
    }
}
