//! Jobs of the baseline fixture: one of alice's in each state.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr, Set};
use serde_json::json;
use uuid::Uuid;

use super::entity::ActiveModel;
use super::model::JobState;
use super::store;
use crate::api::{ErrorBody, Subcode};

/// The year 3000, in milliseconds: no test waits for it.
const NEVER: i64 = 32_503_680_000_000;

/// The name of the job that is in this state.
pub fn id(state: JobState) -> Uuid {
    let number = match state {
        JobState::Queued => 1,
        JobState::Running => 2,
        JobState::Succeeded => 3,
        JobState::Failed => 4,
    };
    Uuid::from_u64_pair(0x7000, 0xb000_0000_0000_0000 | number)
}

/// Inserts one job for each state, asked for by `owner` at `asked`.
pub async fn insert(db: &impl ConnectionTrait, owner: i64, asked: DateTime<Utc>) -> Result<(), DbErr> {
    let started = Some(asked + TimeDelta::milliseconds(2));
    let finished = Some(asked + TimeDelta::milliseconds(7));
    let row = |state: JobState| ActiveModel {
        id: Set(id(state)),
        kind: Set("deliver_message".to_owned()),
        payload: Set("null".to_owned()),
        owner_id: Set(Some(owner)),
        state: Set(state.word().to_owned()),
        attempts: Set(1),
        run_at: Set(0),
        created_at: Set(asked),
        started_at: Set(started),
        ..ActiveModel::default()
    };
    let queued = row(JobState::Queued);
    store::insert_row(
        db,
        ActiveModel { run_at: Set(NEVER), attempts: Set(0), started_at: Set(None), ..queued },
    )
    .await?;
    let running = row(JobState::Running);
    store::insert_row(
        db,
        ActiveModel {
            kind: Set("send_broadcast".to_owned()),
            lease_until: Set(Some(NEVER)),
            worker: Set(Some("nobody".to_owned())),
            done: Set(Some(2)),
            total: Set(Some(3)),
            ..running
        },
    )
    .await?;
    let succeeded = row(JobState::Succeeded);
    let result = json!({ "message_id": 1 }).to_string();
    store::insert_row(db, ActiveModel { result: Set(Some(result)), finished_at: Set(finished), ..succeeded })
        .await?;
    let failed = row(JobState::Failed);
    let error = ErrorBody::field(Subcode::InvalidText, "/content/text", "The text is empty.");
    let error = error.to_value().to_string();
    store::insert_row(db, ActiveModel { error: Set(Some(error)), finished_at: Set(finished), ..failed }).await
}

/// Makes the queue look as if nobody had worked on it since 1970.
pub async fn desert(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    store::desert(db).await
}
