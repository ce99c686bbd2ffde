//! Lists, shows, proposes, changes, moves, deletes and restores sessions.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr};

use super::change::Change;
use super::permission::{self, Viewer};
use crate::api::{Caller, EventId, EventSessionId, ListMeta, Page, SpeakerId};
use crate::events::error::{
    AddError, DeleteError, Missing, ReadError, Refusal, RestoreError, UpdateError, UpdateSessionError,
};
use crate::events::model::{
    Event, Expected, Listed, Refused, Seen, Session, SessionChanges, SessionFields, SessionFilter,
    SessionState, SpeakerName, judge,
};
use crate::events::signals::SessionsModified;
use crate::events::store::{self, link, session as sessions};
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// One page of an event's sessions, newest first: those that everybody sees and the reader's own, or all for the
/// organiser.
pub async fn list_sessions(
    context: &Context,
    viewer: Viewer<'_>,
    event: EventId,
    filter: &SessionFilter,
    page: &Page,
    view: View,
) -> Result<(Vec<Listed>, ListMeta), ReadError> {
    let db = &context.database;
    let host = store::find(db, event).await?.ok_or(Missing::Event)?.host();
    let organises = permission::organises(viewer, &host);
    permission::see_event(viewer, &host, if organises { view } else { View::Live })?;
    let view = view.only_if(viewer.is_some(), Refusal::Trash)?;
    let seen = match viewer {
        None => Seen::Public,
        Some(_) if organises => Seen::All,
        Some(caller) => Seen::Own(caller.user),
    };
    let mut rows = sessions::list(db, event, seen, filter, page, view).await?;
    let meta = page.cut(&mut rows, |session| session.id.0);
    Ok((listed(db, rows).await?, meta))
}

/// One session.
pub async fn get_session(
    context: &Context,
    viewer: Viewer<'_>,
    id: EventSessionId,
    view: View,
) -> Result<Listed, ReadError> {
    let db = &context.database;
    let session = store::find(db, id).await?.ok_or(Missing::Session)?;
    let host = store::find(db, session.event).await?.ok_or(Missing::Session)?.host();
    permission::see_session(viewer, &host, &session, view)?;
    one(db, session).await
}

/// Proposes a session, whose submitter is the caller.
pub async fn create_session(
    context: &Context,
    caller: &Caller,
    event: EventId,
    fields: SessionFields,
    state: SessionState,
) -> Result<Listed, AddError> {
    let (change, found) = Change::begin(context, event).await?;
    let host = found.ok_or(Missing::Event)?.host();
    permission::see_event(Some(caller), &host, View::Live).map_err(ReadError::from)?;
    let fields = fields.checked().map_err(AddError::Invalid)?;
    let row = sessions::Row {
        uuid: context.ids.uuid(),
        event,
        submitter: caller.user,
        fields,
        state,
        now: context.clock.now(),
        deleted_at: None,
    };
    let session = sessions::insert(&change.transaction, row).await?;
    change.commit::<SessionsModified>().await?;
    Ok(Listed { session, speakers: Vec::new() })
}

/// Changes what is said about a session, moves it to another state, or both.
pub async fn update_session(
    context: &Context,
    caller: &Caller,
    id: EventSessionId,
    changes: SessionChanges,
    state: Option<SessionState>,
    expected: &Expected,
) -> Result<Listed, UpdateSessionError> {
    let (change, event, session) = Change::of(context, id, Missing::Session).await?;
    let host = event.host();
    permission::touch_session(caller, &host, &session, View::Live).map_err(ReadError::from)?;
    if !expected.is(session.version) {
        return Err(UpdateError::Changed.into());
    }
    let fields = changes.over(&session.fields).map_err(UpdateError::Invalid)?;
    if fields != session.fields {
        permission::change_session(caller, &host, &session).map_err(ReadError::from)?;
    }
    let state = state.unwrap_or(session.state);
    let movers = permission::movers(caller, &host, &session);
    judge(session.state, state, &movers).map_err(|refused| match refused {
        Refused::Impossible => UpdateSessionError::NoWay { from: session.state.word(), to: state.word() },
        Refused::NotYours => ReadError::from(Refusal::NotYourMove).into(),
    })?;
    let db = &change.transaction;
    if fields == session.fields && state == session.state {
        return Ok(one(db, session).await?);
    }
    let written = sessions::update(db, id, &fields, state, expected, context.clock.now()).await?;
    let listed = one(db, written.ok_or(UpdateError::Changed)?).await?;
    change.commit::<SessionsModified>().await?;
    Ok(listed)
}

/// Deletes a session: into the trash, or for good.
pub async fn delete_session(
    context: &Context,
    caller: &Caller,
    id: EventSessionId,
    deletion: Deletion,
    expected: &Expected,
) -> Result<(), DeleteError> {
    let (change, event, session) = Change::of(context, id, Missing::Session).await?;
    permission::delete_session(caller, &event.host(), &session, deletion).map_err(ReadError::from)?;
    if !store::delete(&change.transaction, id, deletion, expected, context.clock.now()).await? {
        return Err(DeleteError::Changed);
    }
    Ok(change.commit::<SessionsModified>().await?)
}

/// Brings a session back, as it was.
pub async fn restore_session(
    context: &Context,
    caller: &Caller,
    id: EventSessionId,
) -> Result<Listed, RestoreError> {
    let (change, event, session) = Change::of(context, id, Missing::Session).await?;
    permission::touch_session(caller, &event.host(), &session, restoring(&event)).map_err(ReadError::from)?;
    let db = &change.transaction;
    let restored = store::restore(db, id).await?;
    let session = restored.or(RestoreError::NotTrashed, Missing::Session.into())?;
    let listed = one(db, session).await?;
    change.commit::<SessionsModified>().await?;
    Ok(listed)
}

/// What restoring something in an event may meet: nothing comes back into an event that is in the trash.
pub(super) fn restoring(event: &Event) -> View {
    if event.deleted_at.is_some() { View::Live } else { View::WithTrashed }
}

/// Sessions with who speaks in them, in the same order.
async fn listed(db: &impl ConnectionTrait, sessions: Vec<Session>) -> Result<Vec<Listed>, DbErr> {
    let ids: Vec<EventSessionId> = sessions.iter().map(|session| session.id).collect();
    let mut speakers: HashMap<EventSessionId, Vec<SpeakerName>> = link::speakers(db, &ids).await?;
    let with_speakers = |session: Session| {
        let names = speakers.remove(&session.id).unwrap_or_default();
        Listed { session, speakers: names.into_iter().map(|speaker| speaker.id).collect::<Vec<SpeakerId>>() }
    };
    Ok(sessions.into_iter().map(with_speakers).collect())
}

/// A session with who speaks in it.
pub(super) async fn one(db: &impl ConnectionTrait, session: Session) -> Result<Listed, ReadError> {
    let mut listed = listed(db, vec![session]).await?;
    listed.pop().ok_or(Missing::Session.into())
}
