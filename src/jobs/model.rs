//! The domain's words: what is asked for, and how it stands.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::api::{ErrorBody, UserId};
use crate::infra::kept;

/// A job's name towards the outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub Uuid);

impl std::fmt::Display for JobId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

kept! {
    /// How a job stands.
    pub enum JobState {
        /// Waits for a worker.
        Queued = "queued",
        /// A worker is on it.
        Running = "running",
        /// Done.
        Succeeded = "succeeded",
        /// Refused, or given up after the last attempt.
        Failed = "failed",
    }
}

/// Work to be done.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Which kind of work.
    pub kind: &'static str,
    /// What the work needs to know.
    pub payload: Value,
    /// Who asked for it, and may look at it.
    pub owner: Option<UserId>,
    /// How long it waits before it is due.
    pub delay: Duration,
}

impl NewJob {
    /// Work of a kind. A payload that cannot be written as JSON is kept as null, which its job refuses to read.
    pub fn new(kind: &'static str, payload: impl Serialize) -> Self {
        Self {
            kind,
            payload: serde_json::to_value(payload).unwrap_or_default(),
            owner: None,
            delay: Duration::ZERO,
        }
    }

    /// The same, asked for by somebody.
    #[must_use]
    pub fn owned_by(self, user: UserId) -> Self {
        Self { owner: Some(user), ..self }
    }

    /// The same, not before a while has passed.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// So many of them are done.
    pub done: u64,
    /// So many there are.
    pub total: u64,
}

/// A job as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its name.
    pub id: JobId,
    /// Which kind of work.
    pub kind: String,
    /// Who asked for it.
    pub owner: Option<UserId>,
    /// How it stands.
    pub state: JobState,
    /// How often a worker took it.
    pub attempts: u32,
    /// How far it is, if it says so.
    pub progress: Option<Progress>,
    /// What came of it, once it has succeeded.
    pub result: Option<Value>,
    /// Why it failed, once it has.
    pub error: Option<ErrorBody>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When a worker first took it.
    pub started_at: Option<DateTime<Utc>>,
    /// When it succeeded or failed.
    pub finished_at: Option<DateTime<Utc>>,
}
