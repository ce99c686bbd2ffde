//! Telling what has happened.

use sea_orm::{ConnectionTrait, DbErr};

use super::Signal;
use crate::infra::Context;
use crate::jobs::{self, NewJob};

/// Tells every subscriber once the transaction commits. Give it the transaction of what has happened.
///
/// # Errors
///
/// When the database does not answer.
pub async fn publish<S: Signal>(
    context: &Context,
    db: &impl ConnectionTrait,
    signal: &S,
) -> Result<(), DbErr> {
    for subscriber in context.subscribers.of(S::NAME) {
        jobs::enqueue(context, db, NewJob::new(subscriber, signal)).await?;
    }
    Ok(())
}
