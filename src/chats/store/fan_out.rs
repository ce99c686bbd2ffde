//! One message into many chats, by statements that name no chat.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement};

use crate::chats::model::{Announcement, Audience, Batch, Written};

#[derive(FromQueryResult)]
struct All {
    last: Option<i64>,
    total: i64,
}

/// All chats there are.
pub(in crate::chats) async fn audience(db: &impl ConnectionTrait) -> Result<Audience, DbErr> {
    let sql = "SELECT max(id) AS last, count(*) AS total FROM chats";
    let all = All::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).one(db).await?;
    let All { last, total } = all.unwrap_or(All { last: None, total: 0 });
    Ok(Audience { last: last.unwrap_or_default(), total: u64::try_from(total).unwrap_or_default() })
}

/// Writes into the next chats of a batch. None when there are none.
pub(in crate::chats) async fn fan_out(
    db: &impl ConnectionTrait,
    announcement: &Announcement,
    batch: Batch,
) -> Result<Option<Written>, DbErr> {
    let backend = db.get_database_backend();
    let Batch { after, until, most } = batch;
    let sql = "SELECT max(id) AS last, count(*) AS total FROM \
               (SELECT id FROM chats WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3) AS batch";
    let values = [after.into(), until.into(), i64::from(most).into()];
    let found = All::find_by_statement(Statement::from_sql_and_values(backend, sql, values)).one(db).await?;
    let Some(last) = found.and_then(|found| found.last) else { return Ok(None) };
    // A chat that is being removed at this moment would break the reference to it: it is waited for, and then it is
    // not there. SQLite has one writer at a time.
    let lock = if backend == DbBackend::Postgres { "FOR KEY SHARE" } else { "" };
    let Announcement { broadcast, text, image, now } = announcement;
    let sql = format!(
        "INSERT INTO chat_messages (chat_id, text, media_id, broadcast_id, created_at, updated_at) \
         SELECT id, $1, $2, $3, $4, $4 FROM chats WHERE id > $5 AND id <= $6 ORDER BY id {lock} \
         ON CONFLICT (broadcast_id, chat_id) WHERE broadcast_id IS NOT NULL DO NOTHING"
    );
    let values =
        [text.clone().into(), (*image).into(), broadcast.0.into(), (*now).into(), after.into(), last.into()];
    let done = db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(Some(Written { last, count: done.rows_affected() }))
}
