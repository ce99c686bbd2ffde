//! Puts speakers into sessions and takes them out. Doing so again changes nothing.

use super::change::Change;
use super::{permission, session};
use crate::api::{Caller, EventSessionId, SpeakerId};
use crate::events::error::{Missing, ReadError};
use crate::events::model::Listed;
use crate::events::signals::SessionsModified;
use crate::events::store::{self, link};
use crate::infra::Context;

/// Makes somebody a speaker of a session. They must be a live speaker of its event.
pub async fn link_speaker(
    context: &Context,
    caller: &Caller,
    id: EventSessionId,
    speaker: SpeakerId,
) -> Result<Listed, ReadError> {
    set(context, caller, id, speaker, true).await
}

/// Takes a speaker out of a session. Of the event they must be a speaker, of the session they need not.
pub async fn unlink_speaker(
    context: &Context,
    caller: &Caller,
    id: EventSessionId,
    speaker: SpeakerId,
) -> Result<Listed, ReadError> {
    set(context, caller, id, speaker, false).await
}

async fn set(
    context: &Context,
    caller: &Caller,
    id: EventSessionId,
    speaker_id: SpeakerId,
    speaks: bool,
) -> Result<Listed, ReadError> {
    let (change, event, found) = Change::of(context, id, Missing::Session).await?;
    permission::change_session(caller, &event.host(), &found)?;
    let db = &change.transaction;
    let speaker = store::find(db, speaker_id).await?;
    let of_event =
        |speaker: &crate::events::model::Speaker| speaker.event == event.id && speaker.deleted_at.is_none();
    speaker.filter(of_event).ok_or(Missing::SpeakerOfEvent)?;
    let changed = if speaks {
        link::insert(db, id, speaker_id).await?
    } else {
        link::remove(db, id, speaker_id).await?
    };
    if !changed {
        return session::one(db, found).await;
    }
    let counted = store::count(db, id).await?.ok_or(Missing::Session)?;
    let listed = session::one(db, counted).await?;
    change.commit::<SessionsModified>().await?;
    Ok(listed)
}
