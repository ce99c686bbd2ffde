//! Jobs as the API shows them.

use poem_openapi::{Enum, Object};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::error::OneError;
use super::model;
use crate::api::answer::{Deferred, Shown, answers, failures};
use crate::api::{ErrorBody, Subcode, Timestamp};

/// A job that was accepted and is done later.
#[derive(Clone, Debug, Object, Serialize)]
pub struct Accepted {
    /// Its name; `get_job` says how it stands.
    pub job_id: Uuid,
}

impl Accepted {
    /// The answer to whoever asked for a job.
    pub(crate) fn answer(id: model::JobId) -> Deferred<Self> {
        Deferred::at(Self::location(id), Self { job_id: id.0 })
    }

    /// Where a job is.
    pub(crate) fn location(id: model::JobId) -> String {
        format!("/jobs/{id}")
    }
}

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub(super) enum JobState {
    /// Waits for a worker, for the first time or for another attempt.
    Queued,
    /// A worker is on it.
    Running,
    /// Done; `result` says what came of it.
    Succeeded,
    /// Refused or given up; `error` says why.
    Failed,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Object, Serialize)]
pub(super) struct Progress {
    /// So many of them are done.
    done: u64,
    /// So many there are.
    total: u64,
}

/// A job.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Job {
    /// Its name.
    id: Uuid,
    /// Which kind of work.
    kind: String,
    /// How it stands.
    state: JobState,
    /// How often a worker took it.
    attempts: u32,
    /// How far it is; only for long work.
    progress: Option<Progress>,
    /// What came of it; only once it has succeeded. The keys depend on the kind.
    result: Option<Value>,
    /// Why it failed, as the operation would have answered; only once it has.
    error: Option<ErrorBody>,
    /// When it was asked for.
    created_at: Timestamp,
    /// When a worker first took it.
    started_at: Option<Timestamp>,
    /// When it succeeded or failed.
    finished_at: Option<Timestamp>,
}

impl From<model::Record> for Job {
    fn from(record: model::Record) -> Self {
        let model::Record {
            id,
            kind,
            owner: _,
            state,
            attempts,
            progress,
            result,
            error,
            created_at,
            started_at,
            finished_at,
        } = record;
        let state = match state {
            model::JobState::Queued => JobState::Queued,
            model::JobState::Running => JobState::Running,
            model::JobState::Succeeded => JobState::Succeeded,
            model::JobState::Failed => JobState::Failed,
        };
        let progress = progress.map(|model::Progress { done, total }| Progress { done, total });
        Self {
            id: id.0,
            kind,
            state,
            attempts,
            progress,
            result,
            error,
            created_at: created_at.into(),
            started_at: started_at.map(Timestamp::from),
            finished_at: finished_at.map(Timestamp::from),
        }
    }
}

/// One job.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct JobData {
    /// The job.
    job: Job,
}

impl From<model::Record> for JobData {
    fn from(record: model::Record) -> Self {
        Self { job: record.into() }
    }
}

failures! {
    OneError as error {
        NotFound => 404 ErrorBody::new(Subcode::JobNotFound, "There is no such job."),
        Database(error) => fault error,
    }
}

answers! {
    for pub(super),

    GetJob: Shown<JobData>; OneError => {
        200 "The job as it stands.",
        404 "There is no such job, or it is somebody else's.",
    }
}
