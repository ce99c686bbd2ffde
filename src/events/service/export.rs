//! Gives calendars out, and asks for those that are missing or old.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};

use super::permission::{self, Viewer};
use crate::api::EventId;
use crate::events::calendar_job::MakeCalendar;
use crate::events::error::{Missing, ReadError};
use crate::events::model::{EventState, Export};
use crate::events::store::{self, export as exports};
use crate::infra::Context;
use crate::jobs::enqueue_unique;
use crate::soft_delete::View;

/// How an event's calendar stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// It is there.
    Ready {
        /// The calendar.
        export: Export,
        /// Whether everybody sees the event.
        is_public: bool,
    },
    /// It is being made.
    Later {
        /// After how many seconds to look again.
        wait: u64,
    },
}

/// An event's calendar. Where there is none yet it is asked for: perhaps the job died that should have made it.
pub async fn get_export(
    context: &Context,
    viewer: Viewer<'_>,
    event: EventId,
) -> Result<Exported, ReadError> {
    let db = &context.database;
    let host = store::find(db, event).await?.ok_or(Missing::Event)?.host();
    permission::see_event(viewer, &host, View::Live)?;
    if let Some(export) = exports::find(db, event).await? {
        return Ok(Exported::Ready { export, is_public: host.state == EventState::Published });
    }
    request(context, db, event, Duration::ZERO).await?;
    // It may have been asked for with a delay.
    Ok(Exported::Later { wait: context.config.events.export_delay.as_secs() + 1 })
}

/// Asks for an event's calendar to be made after a while, unless it is asked for already.
pub(in crate::events) async fn request(
    context: &Context,
    db: &impl ConnectionTrait,
    event: EventId,
    delay: Duration,
) -> Result<bool, DbErr> {
    let job = MakeCalendar::of(event).after(delay);
    enqueue_unique(context, db, job, &format!("{}:{event}", MakeCalendar::KIND)).await
}

/// Whether an event is there whose calendar is not that of its present revision.
pub(in crate::events) async fn is_stale(db: &impl ConnectionTrait, id: EventId) -> Result<bool, DbErr> {
    let Some(event) = store::find(db, id).await?.filter(|event| event.deleted_at.is_none()) else {
        return Ok(false);
    };
    Ok(exports::revision(db, id).await? != Some(event.revision))
}
