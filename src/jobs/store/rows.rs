//! Jobs as rows: asked for, looked at, forgotten.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::Value;

use super::time::{millis, now};
use crate::api::{ErrorBody, UserId};
use crate::jobs::entity::{ActiveModel, Column, Entity, Model};
use crate::jobs::model::{JobId, JobState, NewJob, Progress, Record};

/// Writes a job that is due after its delay. False if one with its key waits or runs already.
pub(in crate::jobs) async fn insert(
    db: &impl ConnectionTrait,
    id: JobId,
    new: NewJob,
    unique_key: Option<String>,
    created_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let NewJob { kind, payload, owner, delay } = new;
    let backend = db.get_database_backend();
    // Only the key may be there already; any other conflict is an error.
    let unless = match unique_key {
        Some(_) => {
            "ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND state IN ('queued', 'running') DO NOTHING"
        }
        None => "",
    };
    let sql = format!(
        "INSERT INTO jobs (id, kind, payload, unique_key, owner_id, state, attempts, created_at, run_at) \
         VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6, {} + $7) {unless}",
        now(backend)
    );
    let values = [
        id.0.into(),
        kind.into(),
        payload.to_string().into(),
        unique_key.into(),
        owner.map(|owner| owner.0).into(),
        created_at.into(),
        millis(delay).into(),
    ];
    let done = db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a row as it is, for the baseline.
pub(in crate::jobs) async fn insert_row(db: &impl ConnectionTrait, row: ActiveModel) -> Result<(), DbErr> {
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

pub(in crate::jobs) async fn find(db: &impl ConnectionTrait, id: JobId) -> Result<Option<Record>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Record::try_from).transpose()
}

/// Whether a job is due now. A read, so that looking at an empty queue writes nothing.
pub(in crate::jobs) async fn is_due(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let backend = db.get_database_backend();
    let sql = format!("SELECT 1 FROM jobs WHERE state = 'queued' AND run_at <= {} LIMIT 1", now(backend));
    Ok(db.query_one_raw(Statement::from_string(backend, sql)).await?.is_some())
}

/// Whether a job has been due for longer than `patience` and no worker is on any job at all. Where one is, there is
/// much to do, and it is being done.
pub(in crate::jobs) async fn is_deserted(
    db: &impl ConnectionTrait,
    patience: Duration,
) -> Result<bool, DbErr> {
    let backend = db.get_database_backend();
    let now = now(backend);
    let sql = format!(
        "SELECT 1 FROM jobs WHERE state = 'queued' AND run_at <= {now} - $1 AND NOT EXISTS \
         (SELECT 1 FROM jobs WHERE state = 'running' AND lease_until > {now}) LIMIT 1"
    );
    let statement = Statement::from_sql_and_values(backend, sql, [millis(patience).into()]);
    Ok(db.query_one_raw(statement).await?.is_some())
}

/// Makes every job look as if it had waited, and been held, since 1970: for the baseline.
pub(in crate::jobs) async fn desert(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    db.execute_unprepared("UPDATE jobs SET run_at = 0, lease_until = 0").await?;
    Ok(())
}

/// Whether a job of that kind and owner which was asked for before this one is running or stands before it in the
/// queue, because its claim is not yet visible. Ids rise with time. One that waits for another attempt stands behind:
/// to wait for it would be to wait for everything between.
pub(in crate::jobs) async fn has_earlier(
    db: &impl ConnectionTrait,
    kind: &str,
    owner: UserId,
    than: JobId,
) -> Result<bool, DbErr> {
    let sql = "SELECT 1 FROM jobs WHERE owner_id = $1 AND id < $2 AND kind = $3 AND state IN ('queued', 'running') \
               AND (state = 'running' OR run_at <= (SELECT run_at FROM jobs WHERE id = $2)) LIMIT 1";
    let values = [owner.0.into(), than.0.into(), kind.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.query_one_raw(statement).await?.is_some())
}

/// When the next job is due, in milliseconds from now; none if nothing waits.
pub(in crate::jobs) async fn next_due(db: &impl ConnectionTrait) -> Result<Option<Duration>, DbErr> {
    #[derive(FromQueryResult)]
    struct Next {
        wait: Option<i64>,
    }
    let backend = db.get_database_backend();
    let sql = format!("SELECT min(run_at) - {} AS wait FROM jobs WHERE state = 'queued'", now(backend));
    let next = Next::find_by_statement(Statement::from_string(backend, sql)).one(db).await?;
    let wait = next.and_then(|next| next.wait);
    Ok(wait.map(|wait| Duration::from_millis(u64::try_from(wait).unwrap_or_default())))
}

/// How many jobs are in each state.
pub(in crate::jobs) async fn count(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>, DbErr> {
    let counts = Entity::find().select_only().column(Column::State).column_as(Column::Id.count(), "count");
    counts.group_by(Column::State).order_by_asc(Column::State).into_tuple().all(db).await
}

/// Jobs that failed, the newest first.
pub(in crate::jobs) async fn failed(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Record>, DbErr> {
    let failed = Entity::find().filter(Column::State.eq(JobState::Failed.word()));
    let rows = failed.order_by_desc(Column::FinishedAt).limit(limit).all(db).await?;
    rows.into_iter().map(Record::try_from).collect()
}

/// Lets a failed job begin anew. False if there is none of that name.
pub(in crate::jobs) async fn revive(db: &impl ConnectionTrait, id: JobId) -> Result<bool, DbErr> {
    let backend = db.get_database_backend();
    let sql = format!(
        "UPDATE jobs SET state = 'queued', attempts = 0, error = NULL, finished_at = NULL, run_at = {} \
         WHERE id = $1 AND state = 'failed'",
        now(backend)
    );
    let done = db.execute_raw(Statement::from_sql_and_values(backend, sql, [id.0.into()])).await?;
    Ok(done.rows_affected() == 1)
}

/// Removes jobs that succeeded before one moment, or failed before another.
pub(in crate::jobs) async fn purge(
    db: &impl ConnectionTrait,
    succeeded_before: DateTime<Utc>,
    failed_before: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let ended = |state: JobState, moment: DateTime<Utc>| {
        Condition::all().add(Column::State.eq(state.word())).add(Column::FinishedAt.lt(moment))
    };
    let old = Condition::any()
        .add(ended(JobState::Succeeded, succeeded_before))
        .add(ended(JobState::Failed, failed_before));
    let delete = Entity::delete_many().filter(Column::FinishedAt.is_not_null()).filter(old);
    Ok(delete.exec(db).await?.rows_affected)
}

impl TryFrom<Model> for Record {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let Model {
            id,
            kind,
            payload: _,
            unique_key: _,
            owner_id,
            state,
            attempts,
            run_at: _,
            worker: _,
            lease_until: _,
            done,
            total,
            result,
            error,
            created_at,
            started_at,
            finished_at,
        } = row;
        let state = JobState::parse(&state);
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let value = |text: Option<String>| text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        Ok(Self {
            id: JobId(id),
            kind,
            owner: owner_id.map(UserId),
            state: state.ok_or_else(|| DbErr::Type("a job of an unknown state".to_owned()))?,
            attempts: u32::try_from(attempts).unwrap_or_default(),
            progress: done
                .zip(total)
                .map(|(done, total)| Progress { done: count(done), total: count(total) }),
            result: value(result),
            error: value(error).and_then(ErrorBody::from_value),
            created_at,
            started_at,
            finished_at,
        })
    }
}
