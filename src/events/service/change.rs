//! A change: the event is locked, something is done, the change is counted and told, all in one transaction.

use sea_orm::{DatabaseTransaction, DbErr};

use crate::api::EventId;
use crate::events::error::{Missing, ReadError};
use crate::events::model::Event;
use crate::events::signals::OfEvent;
use crate::events::store::{Stored, event, find, lock_event_of};
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::signals::{Signal, publish};

/// A transaction that holds an event. Dropped without [`Change::commit`], nothing has happened.
pub(super) struct Change<'a> {
    context: &'a Context,
    id: EventId,
    /// What stands in it.
    pub(super) transaction: DatabaseTransaction,
}

impl<'a> Change<'a> {
    /// Begins a change of an event, or of what is in it; and the event as it is, in the trash or not, if there is one.
    pub(super) async fn begin(context: &'a Context, id: EventId) -> Result<(Self, Option<Event>), DbErr> {
        let transaction = begin_write(&context.database).await?;
        let event = event::lock(&transaction, id).await?;
        Ok((Self { context, id, transaction }, event))
    }

    /// Begins a change of something in an event; and the event and the thing as they are, in the trash or not.
    pub(super) async fn of<I: Stored>(
        context: &'a Context,
        id: I,
        missing: Missing,
    ) -> Result<(Self, Event, I::Thing), ReadError> {
        let transaction = begin_write(&context.database).await?;
        let event = lock_event_of(&transaction, id).await?.ok_or(missing)?;
        let thing = find(&transaction, id).await?.ok_or(missing)?;
        Ok((Self { context, id: event.id, transaction }, event, thing))
    }

    /// Counts the change as one that the calendar could show, and tells whoever wants to know. The one goes with the
    /// other: a change that is told and not counted would be taken for one that the calendar has already.
    pub(super) async fn commit<S: Signal + OfEvent>(self) -> Result<(), DbErr> {
        event::revise(&self.transaction, self.id).await?;
        publish(self.context, &self.transaction, &S::of(self.id)).await?;
        self.transaction.commit().await
    }

    /// Ends a change after which there is no event that could have a calendar.
    pub(super) async fn commit_untold(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }
}
