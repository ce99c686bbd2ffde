//! The only place that queries the table of broadcasts.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, QuerySelect, Set,
    SqlErr, TryInsertResult,
};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::model::{Banner, Broadcast, Cursor, State};
use crate::api::{BroadcastId, UserId};
use crate::chats::model::{Audience, Written};
use crate::infra::Newest;
use crate::jobs::JobId;

/// The rows that hold their banner, as the unique index says it.
const HOLDS_ITS_BANNER: &str = "state <> 'failed' OR delivered > 0";

/// A broadcast to be written down.
pub(super) struct Row {
    pub(super) banner: Banner,
    pub(super) text: Option<String>,
    pub(super) created_by: UserId,
    pub(super) job: JobId,
    pub(super) now: DateTime<Utc>,
}

/// Which of these pictures were sent, are being sent, or are about to be.
pub(super) async fn taken(db: &impl ConnectionTrait, urls: Vec<String>) -> Result<HashSet<String>, DbErr> {
    let holds = Condition::any().add(Column::State.ne(State::Failed.word())).add(Column::Delivered.gt(0));
    let query = Entity::find().select_only().column(Column::BannerUrl);
    let query = query.filter(Column::BannerUrl.is_in(urls)).filter(holds);
    Ok(query.into_tuple::<String>().all(db).await?.into_iter().collect())
}

/// Reserves a picture. None if somebody else has it: then the transaction is of no use any more.
pub(super) async fn reserve(db: &impl ConnectionTrait, row: Row) -> Result<Option<BroadcastId>, DbErr> {
    let Row { banner, text, created_by, job, now } = row;
    let Banner { id, url, title, description } = banner;
    let row = ActiveModel {
        id: NotSet,
        banner_id: Set(id),
        banner_url: Set(url),
        title: Set(title),
        description: Set(description),
        text: Set(text),
        media_id: Set(None),
        state: Set(State::Queued.word().to_owned()),
        total: Set(0),
        delivered: Set(0),
        last_chat_id: Set(0),
        max_chat_id: Set(0),
        created_by: Set(Some(created_by.0)),
        job_id: Set(job.0),
        created_at: Set(now),
        finished_at: Set(None),
    };
    let mut unless_taken = OnConflict::column(Column::BannerUrl);
    unless_taken.target_and_where(Expr::cust(HOLDS_ITS_BANNER)).do_nothing();
    match Entity::insert(row).on_conflict(unless_taken).try_insert().exec(db).await? {
        TryInsertResult::Inserted(inserted) => Ok(Some(BroadcastId(inserted.last_insert_id))),
        TryInsertResult::Conflicted | TryInsertResult::Empty => Ok(None),
    }
}

/// At most `limit` broadcasts with an id below `start`, newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    start: Option<i64>,
    limit: u64,
) -> Result<Vec<Broadcast>, DbErr> {
    let rows = Entity::find().newest(Column::Id, start, limit).all(db).await?;
    rows.into_iter().map(Broadcast::try_from).collect()
}

pub(super) async fn find(db: &impl ConnectionTrait, id: BroadcastId) -> Result<Option<Broadcast>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Broadcast::try_from).transpose()
}

/// The broadcast that a job sends, and where it is.
pub(super) async fn of_job(
    db: &impl ConnectionTrait,
    job: JobId,
) -> Result<Option<(Broadcast, Cursor)>, DbErr> {
    let Some(row) = Entity::find().filter(Column::JobId.eq(job.0)).one(db).await? else { return Ok(None) };
    let cursor = Cursor { last: row.last_chat_id, until: row.max_chat_id };
    Ok(Some((row.try_into()?, cursor)))
}

/// The picture is here, and it is known who gets it.
pub(super) async fn begin(
    db: &impl ConnectionTrait,
    id: BroadcastId,
    media: i64,
    audience: Audience,
) -> Result<(), DbErr> {
    let total = i64::try_from(audience.total).unwrap_or(i64::MAX);
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Sending.word()))
        .col_expr(Column::MediaId, Expr::value(media))
        .col_expr(Column::Total, Expr::value(total))
        .col_expr(Column::MaxChatId, Expr::value(audience.last));
    update.filter(Column::Id.eq(id.0)).exec(db).await?;
    Ok(())
}

/// A batch of chats has it.
pub(super) async fn advance(
    db: &impl ConnectionTrait,
    id: BroadcastId,
    written: Written,
    delivered: u64,
) -> Result<(), DbErr> {
    let delivered = i64::try_from(delivered).unwrap_or(i64::MAX);
    let update = Entity::update_many()
        .col_expr(Column::LastChatId, Expr::value(written.last))
        .col_expr(Column::Delivered, Expr::value(delivered));
    update.filter(Column::Id.eq(id.0)).exec(db).await?;
    Ok(())
}

/// It is over, one way or the other.
pub(super) async fn end(
    db: &impl ConnectionTrait,
    id: BroadcastId,
    state: State,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.word()))
        .col_expr(Column::FinishedAt, Expr::value(now));
    update.filter(Column::Id.eq(id.0)).exec(db).await?;
    Ok(())
}

/// Takes a failed broadcast up again. False if another one has its banner: then the transaction is of no use any more.
pub(super) async fn revive(db: &impl ConnectionTrait, id: BroadcastId, state: State) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(state.word()))
        .col_expr(Column::FinishedAt, Expr::value(Option::<DateTime<Utc>>::None));
    match update.filter(Column::Id.eq(id.0)).exec(db).await {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Ok(false),
        Err(error) => Err(error),
    }
}

impl TryFrom<Model> for Broadcast {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let Model {
            id,
            banner_id,
            banner_url,
            title,
            description,
            text,
            media_id,
            state,
            total,
            delivered,
            last_chat_id: _,
            max_chat_id: _,
            created_by,
            job_id: _,
            created_at,
            finished_at,
        } = row;
        let state = State::parse(&state);
        Ok(Self {
            id: BroadcastId(id),
            state: state.ok_or_else(|| DbErr::Type("a broadcast of an unknown state".to_owned()))?,
            total: u64::try_from(total).unwrap_or_default(),
            delivered: u64::try_from(delivered).unwrap_or_default(),
            text,
            banner: Banner { id: banner_id, url: banner_url, title, description },
            media: media_id,
            created_by: created_by.map(UserId),
            created_at,
            finished_at,
        })
    }
}
