//! Answers, for every authenticated request, whether its session lives; and removes those that are long over.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::accounts::error::Fault;
use crate::accounts::store::sessions;
use crate::api::{Member, SessionId, Sessions, UserId};
use crate::infra::{Context, DatabaseError};

/// The sessions of this feature, for the extractor of callers.
#[derive(Clone, Copy, Debug, Default)]
pub struct LiveSessions;

#[async_trait]
impl Sessions for LiveSessions {
    async fn member(
        &self,
        context: &Context,
        user: UserId,
        session: SessionId,
    ) -> Result<Option<Member>, DatabaseError> {
        let now = context.clock.now();
        let found = sessions::find(&context.database, session).await?;
        let live = found.filter(|found| found.user == user && found.is_live(now));
        Ok(live.map(|session| Member { admin: session.admin }))
    }
}

/// Removes the sessions that ended by themselves before `moment`, and says how many.
pub async fn purge_sessions(db: &impl ConnectionTrait, moment: DateTime<Utc>) -> Result<u64, Fault> {
    Ok(sessions::purge(db, moment).await?)
}
