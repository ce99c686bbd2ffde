//! What is kept, and for how long.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;

use crate::accounts::error::Fault;
use crate::accounts::store::{sessions, users};
use crate::infra::Context;

/// How many rows a purge removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purged {
    /// Users that had been in the trash.
    pub users: u64,
    /// Sessions that had ended by themselves.
    pub sessions: u64,
}

/// Removes for good what has been in the trash, or over, for longer than `retention`.
pub async fn purge(
    context: &Context,
    db: &impl ConnectionTrait,
    retention: TimeDelta,
) -> Result<Purged, Fault> {
    let Some(moment) = context.clock.now().checked_sub_signed(retention) else {
        return Ok(Purged { users: 0, sessions: 0 });
    };
    let users = users::purge(db, moment).await?;
    let sessions = sessions::purge(db, moment).await?;
    Ok(Purged { users, sessions })
}
