//! What is kept, and for how long.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DbErr};

use crate::chats::store::messages;
use crate::infra::Context;

/// Removes for good the messages that have been in the trash for longer than `retention`, and says how many.
///
/// # Errors
///
/// When the database does not answer.
pub async fn purge(context: &Context, db: &impl ConnectionTrait, retention: TimeDelta) -> Result<u64, DbErr> {
    match context.clock.now().checked_sub_signed(retention) {
        Some(moment) => messages::purge(db, moment).await,
        None => Ok(0),
    }
}
