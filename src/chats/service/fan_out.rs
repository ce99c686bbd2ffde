//! Writes into all chats, a batch at a time. For broadcasts, which keep count of where they are.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use crate::chats::model::{Announcement, Audience, Batch, Written};
use crate::chats::store::fan_out as store;

/// All chats there are now.
///
/// # Errors
///
/// When the database does not answer.
pub async fn audience(db: &impl ConnectionTrait) -> Result<Audience, DbErr> {
    store::audience(db).await
}

/// Writes into the chats of a batch, into each at most once. None when no chat is left. Nobody is told: what stands
/// in everybody's chat is news in itself.
///
/// # Errors
///
/// When the database does not answer.
pub async fn fan_out(
    transaction: &DatabaseTransaction,
    announcement: &Announcement,
    batch: Batch,
) -> Result<Option<Written>, DbErr> {
    store::fan_out(transaction, announcement, batch).await
}
