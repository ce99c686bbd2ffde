//! Lists, shows, makes, changes, deletes and restores events.

use super::change::Change;
use super::permission::{self, Viewer};
use crate::api::{Caller, EventId, ListMeta, Page};
use crate::events::error::{
    CreateError, DeleteError, ListError, Missing, ReadError, Refusal, RestoreError, UpdateError,
};
use crate::events::model::{Event, EventChanges, EventFields, EventFilter, Expected, Seen};
use crate::events::signals::EventModified;
use crate::events::store::{self, event as events};
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::signals::publish;
use crate::soft_delete::{Deletion, View};

/// One page of events, newest first: published ones and the reader's own. With the trash, those of their own that are
/// in it; administrators see all.
pub async fn list_events(
    context: &Context,
    viewer: Viewer<'_>,
    filter: &EventFilter,
    page: &Page,
    view: View,
) -> Result<(Vec<Event>, ListMeta), ListError> {
    let view = view.only_if(viewer.is_some(), Refusal::Trash)?;
    let seen = match viewer {
        None => Seen::Public,
        Some(caller) if caller.admin => Seen::All,
        Some(caller) => Seen::Own(caller.user),
    };
    let mut rows = events::list(&context.database, seen, filter, page, view).await?;
    let meta = page.cut(&mut rows, |event| event.id.0);
    Ok((rows, meta))
}

/// One event.
pub async fn get_event(
    context: &Context,
    viewer: Viewer<'_>,
    id: EventId,
    view: View,
) -> Result<Event, ReadError> {
    let event = store::find(&context.database, id).await?.ok_or(Missing::Event)?;
    permission::see_event(viewer, &event.host(), view)?;
    Ok(event)
}

/// Makes an event, whose organiser is the caller.
pub async fn create_event(
    context: &Context,
    caller: &Caller,
    fields: EventFields,
) -> Result<Event, CreateError> {
    let fields = fields.checked().map_err(CreateError::Invalid)?;
    let transaction = begin_write(&context.database).await?;
    let row = events::Row {
        uuid: context.ids.uuid(),
        owner: caller.user,
        fields,
        now: context.clock.now(),
        deleted_at: None,
    };
    let event = events::insert(&transaction, row).await?;
    publish(context, &transaction, &EventModified { event: event.id.0 }).await?;
    transaction.commit().await?;
    Ok(event)
}

/// Changes an event.
pub async fn update_event(
    context: &Context,
    caller: &Caller,
    id: EventId,
    changes: EventChanges,
    expected: &Expected,
) -> Result<Event, UpdateError> {
    let (change, event) = Change::begin(context, id).await?;
    let event = event.ok_or(Missing::Event)?;
    permission::change_event(caller, &event.host(), View::Live).map_err(ReadError::from)?;
    if !expected.is(event.version) {
        return Err(UpdateError::Changed);
    }
    let fields = changes.over(&event.fields).map_err(UpdateError::Invalid)?;
    if fields == event.fields {
        return Ok(event);
    }
    let written = events::update(&change.transaction, id, &fields, expected, context.clock.now()).await?;
    let event = written.ok_or(UpdateError::Changed)?;
    change.commit::<EventModified>().await?;
    Ok(event)
}

/// Deletes an event: into the trash, where its sessions and speakers are hidden with it, or for good with all of them.
pub async fn delete_event(
    context: &Context,
    caller: &Caller,
    id: EventId,
    deletion: Deletion,
    expected: &Expected,
) -> Result<(), DeleteError> {
    let (change, event) = Change::begin(context, id).await?;
    let event = event.ok_or(Missing::Event)?;
    permission::delete_event(caller, &event.host(), deletion).map_err(ReadError::from)?;
    if !store::delete(&change.transaction, id, deletion, expected, context.clock.now()).await? {
        return Err(DeleteError::Changed);
    }
    match deletion {
        Deletion::Trash => change.commit::<EventModified>().await?,
        Deletion::ForGood => change.commit_untold().await?,
    }
    Ok(())
}

/// Brings an event back, with what was in it.
pub async fn restore_event(context: &Context, caller: &Caller, id: EventId) -> Result<Event, RestoreError> {
    let (change, event) = Change::begin(context, id).await?;
    let event = event.ok_or(Missing::Event)?;
    permission::change_event(caller, &event.host(), View::WithTrashed).map_err(ReadError::from)?;
    let restored = store::restore(&change.transaction, id).await?;
    let event = restored.or(RestoreError::NotTrashed, Missing::Event.into())?;
    change.commit::<EventModified>().await?;
    Ok(event)
}
