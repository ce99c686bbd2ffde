//! One attempt at a job: what it is given, and how it ends.

use std::time::Duration;

use anyhow::Context as _;
use sea_orm::{DatabaseTransaction, DbErr};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use super::model::JobId;
use super::store::{self, Claim};
use crate::api::{ErrorBody, UserId};
use crate::infra::Context;
use crate::infra::database::begin_write;

/// A job in a worker's hands.
pub struct Attempt {
    /// The running instance.
    pub context: Context,
    /// The job.
    pub id: JobId,
    /// Who asked for it.
    pub owner: Option<UserId>,
    pub(super) claim: Claim,
    pub(super) payload: String,
}

/// Another worker has the job by now; what this one did must not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the attempt has lost its job")]
pub struct Lost;

impl Attempt {
    /// Which attempt it is, from 1.
    pub fn number(&self) -> u32 {
        self.claim.number
    }

    /// What the job needs to know.
    ///
    /// # Errors
    ///
    /// When the row was written by another release and cannot be read.
    pub fn payload<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        serde_json::from_str(&self.payload).context("the payload cannot be read")
    }

    /// A transaction for the effect. While it is open the attempt uses no other connection: they are few.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        begin_write(&self.context.database).await
    }

    /// Waits until no earlier job of the same kind and owner is running or before this one in the queue, so that what
    /// somebody asked for in an order happens in it. Not for longer than `patience`: one that is in trouble holds up
    /// nobody for good.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn my_turn(&self, kind: &str, patience: Duration) -> Result<(), DbErr> {
        const LOOK_AGAIN: Duration = Duration::from_millis(2);
        let Some(owner) = self.owner else { return Ok(()) };
        let end = Instant::now() + patience;
        while store::has_earlier(&self.context.database, kind, owner, self.id).await? && Instant::now() < end
        {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Ok(())
    }

    /// Says how far the job is, in the transaction of one batch of it.
    ///
    /// # Errors
    ///
    /// [`Lost`] when another worker has the job: then the transaction must not be committed.
    pub async fn progress(
        &self,
        transaction: &DatabaseTransaction,
        done: u64,
        total: u64,
    ) -> anyhow::Result<()> {
        if store::progress(transaction, &self.claim, done, total).await? { Ok(()) } else { Err(Lost.into()) }
    }
}

/// How an attempt ended: for good, one way or the other.
pub struct Finished {
    pub(super) transaction: DatabaseTransaction,
    pub(super) outcome: Outcome,
}

pub(super) enum Outcome {
    Succeeded(Value),
    Failed(ErrorBody),
}

impl Finished {
    /// The work is done, by what stands in the transaction.
    pub fn succeeded(transaction: DatabaseTransaction, result: Value) -> Self {
        Self { transaction, outcome: Outcome::Succeeded(result) }
    }

    /// The work was refused, for a reason that no further attempt changes. What stands in the transaction tells so.
    pub fn failed(transaction: DatabaseTransaction, error: ErrorBody) -> Self {
        Self { transaction, outcome: Outcome::Failed(error) }
    }
}
