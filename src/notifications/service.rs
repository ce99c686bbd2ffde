//! The use cases: telling, listing, reading.

use sea_orm::{DatabaseTransaction, DbErr};

use super::error::ReadError;
use super::model::{NewNotification, Notification};
use super::store;
use crate::api::{Caller, ListMeta, NotificationId, Page};
use crate::infra::{Context, DatabaseError, Topic, bells};

/// Tells people something once the transaction commits. Everybody named must be there.
///
/// # Errors
///
/// When the database does not answer, or somebody named has been removed for good meanwhile.
pub async fn notify(
    context: &Context,
    transaction: &DatabaseTransaction,
    new: &[NewNotification],
) -> Result<(), DbErr> {
    // In one order for everybody, so that two who tell each other something do not wait for each other.
    let mut users: Vec<_> = new.iter().map(|new| new.user).collect();
    users.sort_unstable();
    users.dedup();
    for user in &users {
        store::lock_inbox(transaction, *user).await?;
    }
    store::insert(transaction, new, context.clock.now()).await?;
    for user in users {
        bells::announce(transaction, Topic::Inbox(user.0)).await?;
    }
    Ok(())
}

/// One page of the caller's notifications, newest first.
pub async fn list_notifications(
    context: &Context,
    caller: &Caller,
    page: &Page,
) -> Result<(Vec<Notification>, ListMeta), DatabaseError> {
    let mut rows = store::list(&context.database, caller.user, page.start, page.fetch()).await?;
    let meta = page.cut(&mut rows, |notification| notification.id.0);
    Ok((rows, meta))
}

/// Marks one of the caller's notifications as read. The first time counts.
pub async fn read_notification(
    context: &Context,
    caller: &Caller,
    id: NotificationId,
) -> Result<Notification, ReadError> {
    let read = store::read(&context.database, caller.user, id, context.clock.now()).await?;
    read.ok_or(ReadError::NotFound)
}
