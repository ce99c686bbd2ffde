//! Lists, shows, names, changes, deletes and restores speakers.

use super::change::Change;
use super::permission::{self, Viewer};
use super::session::restoring;
use crate::api::{Caller, EventId, ListMeta, Page, SpeakerId};
use crate::events::error::{
    AddError, AddSpeakerError, DeleteError, Missing, ReadError, Refusal, RestoreError, UpdateError,
    UpdateSpeakerError,
};
use crate::events::model::{Expected, Host, Speaker, SpeakerChanges, SpeakerFields, SpeakerFilter};
use crate::events::signals::SpeakersModified;
use crate::events::store::speaker::StoreError;
use crate::events::store::{self, link, speaker as speakers};
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// A speaker as one particular reader sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSpeaker {
    /// The speaker, without an address but for the organiser.
    pub speaker: Speaker,
    /// The address, for the organiser.
    pub email: Option<String>,
}

impl SeenSpeaker {
    fn by(viewer: Viewer<'_>, host: &Host, mut speaker: Speaker) -> Self {
        let email = permission::address(viewer, host, &speaker.fields);
        speaker.fields.email.clear();
        Self { speaker, email }
    }
}

/// One page of an event's speakers, newest first.
pub async fn list_speakers(
    context: &Context,
    viewer: Viewer<'_>,
    event: EventId,
    filter: &SpeakerFilter,
    page: &Page,
    view: View,
) -> Result<(Vec<SeenSpeaker>, ListMeta), ReadError> {
    let db = &context.database;
    let host = store::find(db, event).await?.ok_or(Missing::Event)?.host();
    let organises = permission::organises(viewer, &host);
    permission::see_event(viewer, &host, view)?;
    if filter.email.is_some() && !organises {
        return Err(Refusal::Addresses.into());
    }
    let mut rows = speakers::list(db, event, filter, page, view).await?;
    let meta = page.cut(&mut rows, |speaker| speaker.id.0);
    Ok((rows.into_iter().map(|speaker| SeenSpeaker::by(viewer, &host, speaker)).collect(), meta))
}

/// One speaker.
pub async fn get_speaker(
    context: &Context,
    viewer: Viewer<'_>,
    id: SpeakerId,
    view: View,
) -> Result<SeenSpeaker, ReadError> {
    let db = &context.database;
    let speaker = store::find(db, id).await?.ok_or(Missing::Speaker)?;
    let host = store::find(db, speaker.event).await?.ok_or(Missing::Speaker)?.host();
    permission::see_speaker(viewer, &host, speaker.deleted_at.is_some(), view)?;
    Ok(SeenSpeaker::by(viewer, &host, speaker))
}

/// Names a speaker of an event.
pub async fn create_speaker(
    context: &Context,
    caller: &Caller,
    event: EventId,
    fields: SpeakerFields,
) -> Result<SeenSpeaker, AddSpeakerError> {
    let (change, found) = Change::begin(context, event).await?;
    let host = found.ok_or(ReadError::from(Missing::Event))?.host();
    permission::change_event(caller, &host, View::Live).map_err(ReadError::from)?;
    let fields = fields.checked().map_err(AddError::Invalid)?;
    let row = speakers::Row { event, fields, now: context.clock.now(), deleted_at: None };
    let speaker = speakers::insert(&change.transaction, row).await?;
    change.commit::<SpeakersModified>().await?;
    Ok(SeenSpeaker::by(Some(caller), &host, speaker))
}

/// Changes a speaker.
pub async fn update_speaker(
    context: &Context,
    caller: &Caller,
    id: SpeakerId,
    changes: SpeakerChanges,
    expected: &Expected,
) -> Result<SeenSpeaker, UpdateSpeakerError> {
    let (change, event, speaker) = Change::of(context, id, Missing::Speaker).await?;
    let host = event.host();
    let trashed = speaker.deleted_at.is_some();
    permission::change_speaker(caller, &host, trashed, View::Live).map_err(ReadError::from)?;
    if !expected.is(speaker.version) {
        return Err(UpdateError::Changed.into());
    }
    let fields = changes.over(&speaker.fields).map_err(UpdateError::Invalid)?;
    if fields == speaker.fields {
        return Ok(SeenSpeaker::by(Some(caller), &host, speaker));
    }
    let written = speakers::update(&change.transaction, id, &fields, expected, context.clock.now()).await?;
    let speaker = written.ok_or(UpdateError::Changed)?;
    change.commit::<SpeakersModified>().await?;
    Ok(SeenSpeaker::by(Some(caller), &host, speaker))
}

/// Deletes a speaker: into the trash, or for good. The sessions that they speak in change with that.
pub async fn delete_speaker(
    context: &Context,
    caller: &Caller,
    id: SpeakerId,
    deletion: Deletion,
    expected: &Expected,
) -> Result<(), DeleteError> {
    let (change, event, speaker) = Change::of(context, id, Missing::Speaker).await?;
    let trashed = speaker.deleted_at.is_some();
    permission::delete_speaker(caller, &event.host(), trashed, deletion).map_err(ReadError::from)?;
    let db = &change.transaction;
    if !trashed {
        link::count_changes(db, id).await?;
    }
    if !store::delete(db, id, deletion, expected, context.clock.now()).await? {
        return Err(DeleteError::Changed);
    }
    Ok(change.commit::<SpeakersModified>().await?)
}

/// Brings a speaker back, into the sessions that they spoke in.
pub async fn restore_speaker(
    context: &Context,
    caller: &Caller,
    id: SpeakerId,
) -> Result<SeenSpeaker, RestoreError> {
    let (change, event, speaker) = Change::of(context, id, Missing::Speaker).await?;
    let (host, trashed) = (event.host(), speaker.deleted_at.is_some());
    permission::change_speaker(caller, &host, trashed, restoring(&event)).map_err(ReadError::from)?;
    let db = &change.transaction;
    let restored = store::restore(db, id).await.map_err(StoreError::from)?;
    let speaker = restored.or(RestoreError::NotTrashed, Missing::Speaker.into())?;
    link::count_changes(db, id).await?;
    change.commit::<SpeakersModified>().await?;
    Ok(SeenSpeaker::by(Some(caller), &host, speaker))
}

/// Each of them has words of its own for an address that is taken.
macro_rules! from_store {
    ($($error:ident),*) => {$(
        impl From<StoreError> for $error {
            fn from(error: StoreError) -> Self {
                match error {
                    StoreError::Taken => Self::Taken,
                    StoreError::Database(error) => error.into(),
                }
            }
        }
    )*};
}

from_store!(AddSpeakerError, UpdateSpeakerError, RestoreError);
