//! Jobs in the hands of workers.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};
use uuid::Uuid;

use super::time::{millis, now};
use crate::api::UserId;
use crate::jobs::model::{JobId, JobState};

/// What an attempt holds a job by. No two attempts have the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::jobs) struct Claim {
    pub(in crate::jobs) id: JobId,
    pub(in crate::jobs) worker: String,
    /// The number of the attempt, from 1.
    pub(in crate::jobs) number: u32,
}

/// A job that a worker has taken.
#[derive(Clone, Debug)]
pub(in crate::jobs) struct Claimed {
    pub(in crate::jobs) claim: Claim,
    pub(in crate::jobs) kind: String,
    pub(in crate::jobs) payload: String,
    pub(in crate::jobs) owner: Option<UserId>,
}

#[derive(FromQueryResult)]
struct Taken {
    id: Uuid,
    kind: String,
    payload: String,
    owner_id: Option<i64>,
    attempts: i32,
    run_at: i64,
}

/// Takes the jobs that have been due the longest, at most `limit`, for as long as the lease. The attempt counts from
/// here on, so that a job which kills its worker does not do so for ever.
pub(in crate::jobs) async fn claim(
    db: &impl ConnectionTrait,
    worker: &str,
    lease: Duration,
    limit: u64,
    at: DateTime<Utc>,
) -> Result<Vec<Claimed>, DbErr> {
    let backend = db.get_database_backend();
    let now = now(backend);
    // What another worker is taking at this moment is passed over. SQLite has one writer at a time anyway.
    let lock = if backend == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM jobs WHERE state = 'queued' AND run_at <= {now} \
         ORDER BY run_at, id LIMIT $4 {lock}) \
         UPDATE jobs SET state = 'running', worker = $1, attempts = attempts + 1, lease_until = {now} + $2, \
         started_at = COALESCE(started_at, $3) WHERE id IN (SELECT id FROM due) \
         RETURNING id, kind, payload, owner_id, attempts, run_at"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = [worker.into(), millis(lease).into(), at.into(), limit.into()];
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let mut taken = Taken::find_by_statement(statement).all(db).await?;
    taken.sort_by_key(|taken| (taken.run_at, taken.id));
    let claimed = |taken: Taken| {
        let Taken { id, kind, payload, owner_id, attempts, run_at: _ } = taken;
        let number = u32::try_from(attempts).unwrap_or_default();
        let claim = Claim { id: JobId(id), worker: worker.to_owned(), number };
        Claimed { claim, kind, payload, owner: owner_id.map(UserId) }
    };
    Ok(taken.into_iter().map(claimed).collect())
}

/// Lets a worker keep its jobs for another lease.
pub(in crate::jobs) async fn renew(
    db: &impl ConnectionTrait,
    worker: &str,
    jobs: &[JobId],
    lease: Duration,
) -> Result<(), DbErr> {
    let set = format!("lease_until = {} + $2", now(db.get_database_backend()));
    update_held(db, worker, jobs, &set, vec![millis(lease).into()]).await
}

/// Gives jobs back that a worker will not come to.
pub(in crate::jobs) async fn release(
    db: &impl ConnectionTrait,
    worker: &str,
    jobs: &[JobId],
) -> Result<(), DbErr> {
    update_held(db, worker, jobs, "state = 'queued', worker = NULL, lease_until = NULL", Vec::new()).await
}

async fn update_held(
    db: &impl ConnectionTrait,
    worker: &str,
    jobs: &[JobId],
    set: &str,
    values: Vec<Value>,
) -> Result<(), DbErr> {
    if jobs.is_empty() {
        return Ok(());
    }
    let backend = db.get_database_backend();
    let first = values.len() + 2;
    let places: Vec<String> = (first..first + jobs.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "UPDATE jobs SET {set} WHERE worker = $1 AND state = 'running' AND id IN ({})",
        places.join(", ")
    );
    let ids = jobs.iter().map(|job| Value::from(job.0));
    let values = std::iter::once(Value::from(worker)).chain(values).chain(ids);
    db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Puts jobs back into the queue whose workers have been silent for longer than their lease, and says how many. They
/// keep their place in it: behind everything that waits, an old job would be the last to be taken.
pub(in crate::jobs) async fn reap(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let backend = db.get_database_backend();
    let now = now(backend);
    let sql = format!(
        "UPDATE jobs SET state = 'queued', worker = NULL, lease_until = NULL \
         WHERE state = 'running' AND lease_until < {now}"
    );
    Ok(db.execute_raw(Statement::from_string(backend, sql)).await?.rows_affected())
}

/// Ends a job, unless the attempt has lost it. What it needed to know goes when it has succeeded.
pub(in crate::jobs) async fn finish(
    db: &impl ConnectionTrait,
    claim: &Claim,
    outcome: Result<&serde_json::Value, &serde_json::Value>,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let (state, set, value) = match outcome {
        Ok(result) => (JobState::Succeeded, "result = $5, payload = 'null'", result),
        Err(error) => (JobState::Failed, "error = $5", error),
    };
    let set =
        format!("state = '{}', finished_at = $4, worker = NULL, lease_until = NULL, {set}", state.word());
    update_claimed(db, claim, &set, [at.into(), value.to_string().into()]).await
}

/// Lets a job wait for its next attempt, unless this attempt has lost it.
pub(in crate::jobs) async fn retry(
    db: &impl ConnectionTrait,
    claim: &Claim,
    wait: Duration,
) -> Result<bool, DbErr> {
    let now = now(db.get_database_backend());
    let set = format!("state = 'queued', worker = NULL, lease_until = NULL, run_at = {now} + $4");
    update_claimed(db, claim, &set, [millis(wait).into()]).await
}

/// Says how far an attempt is, unless it has lost the job.
pub(in crate::jobs) async fn progress(
    db: &impl ConnectionTrait,
    claim: &Claim,
    done: u64,
    total: u64,
) -> Result<bool, DbErr> {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    update_claimed(db, claim, "done = $4, total = $5", [count(done).into(), count(total).into()]).await
}

async fn update_claimed(
    db: &impl ConnectionTrait,
    claim: &Claim,
    set: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<bool, DbErr> {
    let backend = db.get_database_backend();
    let sql = format!(
        "UPDATE jobs SET {set} WHERE id = $1 AND worker = $2 AND attempts = $3 AND state = 'running'"
    );
    let number = i32::try_from(claim.number).unwrap_or(i32::MAX);
    let held = [claim.id.0.into(), claim.worker.as_str().into(), number.into()];
    let values = held.into_iter().chain(values);
    let done = db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(done.rows_affected() == 1)
}
