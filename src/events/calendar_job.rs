//! The job that makes an event's calendar, and the subscribers that ask for it.
//!
//! What must stay true: **when an event has neither an undelivered signal nor a queued or running job, its calendar is
//! that of its present revision.** Why that is so:
//!
//! - every change counts the revision up and publishes its signal in one transaction (`service::change`);
//! - whoever hears a signal asks for the job unless the calendar is of the present revision, or the job is asked for
//!   already. So any number of changes within the delay comes to one job, and what was told late to none;
//! - a job that runs keeps another from being asked for, so it must not end while the calendar is behind: it locks the
//!   event, which every change must lock too, compares the revision with the one it has read, and begins again if they
//!   differ. The calendar and the job's end are one transaction with that lock: a change comes either before the
//!   comparison, and is seen, or after the job's end, and then its signal finds no job in the way.

use std::marker::PhantomData;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::calendar::render;
use super::model::{Event, Export, Programme};
use super::service::{is_stale, request};
use super::signals::{EventModified, OfEvent, SessionsModified, SpeakersModified};
use super::store::{event, export, find, link, session};
use crate::accounts::service::is_there;
use crate::api::EventId;
use crate::jobs::{Attempt, Finished, Job, NewJob};
use crate::notifications::{Code, Details, NewNotification, notify};
use crate::signals::{Signal, Subscriber};

/// How often a calendar is made without holding up changes of the event, before it is made while holding them up.
const UNLOCKED: u32 = 3;

/// Makes an event's calendar.
pub struct MakeCalendar;

#[derive(Serialize, Deserialize)]
struct Payload {
    event: i64,
}

impl MakeCalendar {
    /// The name of the job.
    pub const KIND: &str = "make_calendar";

    pub(super) fn of(event: EventId) -> NewJob {
        NewJob::new(Self::KIND, Payload { event: event.0 })
    }
}

#[async_trait]
impl Job for MakeCalendar {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let Payload { event } = attempt.payload()?;
        let (id, db) = (EventId(event), &attempt.context.database);
        for _ in 0..UNLOCKED {
            let Some(read) = programme(db, find(db, id).await?).await? else { break };
            let made = make(attempt, &read);
            let transaction = attempt.begin().await?;
            let now = event::lock(&transaction, id).await?;
            if now.is_some_and(|now| now.revision == read.event.revision) {
                return keep(attempt, transaction, &read.event, made).await;
            }
        }
        let transaction = attempt.begin().await?;
        let locked = event::lock(&transaction, id).await?;
        match programme(&transaction, locked).await? {
            Some(read) => {
                let made = make(attempt, &read);
                keep(attempt, transaction, &read.event, made).await
            }
            // What is in the trash has no calendar; when it comes back it is told of.
            None => Ok(Finished::succeeded(transaction, json!({ "event_id": event, "revision": null }))),
        }
    }
}

/// What a calendar is made of. The event is read first: if it is of the same revision later, all of it is.
pub(super) async fn programme(
    db: &impl ConnectionTrait,
    event: Option<Event>,
) -> Result<Option<Programme>, DbErr> {
    let Some(event) = event.filter(|event| event.deleted_at.is_none()) else { return Ok(None) };
    let sessions = session::programme(db, event.id).await?;
    let ids: Vec<_> = sessions.iter().map(|session| session.id).collect();
    let mut speakers = link::speakers(db, &ids).await?;
    let with_speakers = |session: super::model::Session| {
        let names = speakers.remove(&session.id).unwrap_or_default();
        (session, names)
    };
    let sessions = sessions.into_iter().map(with_speakers).collect();
    Ok(Some(Programme { event, sessions }))
}

fn make(attempt: &Attempt, programme: &Programme) -> Export {
    render(programme, attempt.context.clock.now())
}

/// Keeps the calendar, and tells the organiser of the first one.
async fn keep(
    attempt: &Attempt,
    transaction: DatabaseTransaction,
    event: &Event,
    made: Export,
) -> anyhow::Result<Finished> {
    let is_first = export::revision(&transaction, event.id).await?.is_none();
    let result = json!({ "event_id": event.id.0, "revision": made.revision });
    export::put(&transaction, made).await?;
    if is_first
        && let Some(owner) = event.owner
        && is_there(&transaction, owner).await?
    {
        let told = NewNotification {
            user: owner,
            code: Code::Export,
            message: format!("The calendar of {} is ready.", event.fields.name),
            is_error: false,
            details: Details { job_id: Some(attempt.id.0), event_id: Some(event.id.0), ..Details::default() },
        };
        notify(&attempt.context, &transaction, &[told]).await?;
    }
    Ok(Finished::succeeded(transaction, result))
}

/// Hears of one kind of change, and asks for the calendar.
pub struct RefreshCalendar<S>(PhantomData<S>);

impl<S> RefreshCalendar<S> {
    /// Somebody who hears.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<S> Default for RefreshCalendar<S> {
    fn default() -> Self {
        Self::new()
    }
}

/// The name under which a kind of change is heard.
pub trait Heard {
    /// It outlives a release, as a job's kind does.
    const AS: &'static str;
}

impl Heard for EventModified {
    const AS: &'static str = "refresh_calendar_of_event";
}

impl Heard for SessionsModified {
    const AS: &'static str = "refresh_calendar_of_sessions";
}

impl Heard for SpeakersModified {
    const AS: &'static str = "refresh_calendar_of_speakers";
}

#[async_trait]
impl<S: Signal + OfEvent + Heard> Subscriber for RefreshCalendar<S> {
    type Signal = S;

    const NAME: &'static str = S::AS;

    async fn receive(&self, attempt: &Attempt, signal: S) -> anyhow::Result<Finished> {
        let context = &attempt.context;
        let transaction = attempt.begin().await?;
        let asked = is_stale(&transaction, signal.event()).await?
            && request(context, &transaction, signal.event(), context.config.events.export_delay).await?;
        Ok(Finished::succeeded(transaction, json!({ "asked": asked })))
    }
}
