//! Who may. Every decision is about a row that was read with the trash, so that "gone", "deleted" and "not for you" are
//! told apart here and nowhere else.

use crate::api::Caller;
use crate::events::error::{Missing, Refusal};
use crate::events::model::{EventState, Host, Mover, Session, SpeakerFields};
use crate::soft_delete::{Deletion, View};

/// Who reads; none is nobody known.
pub(super) type Viewer<'a> = Option<&'a Caller>;

/// Why somebody may not: what is missing to them, or what they are refused.
pub(super) enum Denied {
    Missing(Missing),
    Refused(Refusal),
}

impl From<Denied> for crate::events::error::ReadError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Missing(missing) => missing.into(),
            Denied::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<Missing> for Denied {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Whether somebody looks after an event.
pub(super) fn organises(viewer: Viewer<'_>, host: &Host) -> bool {
    viewer.is_some_and(|caller| caller.admin || host.owner == Some(caller.user))
}

/// Whether somebody proposed a session.
fn submitted(viewer: Viewer<'_>, session: &Session) -> bool {
    viewer.is_some_and(|caller| session.submitter == Some(caller.user))
}

/// Somebody looks at an event. To look into the trash is refused to who knows of the event and may not.
pub(super) fn see_event(viewer: Viewer<'_>, host: &Host, view: View) -> Result<(), Denied> {
    let organises = organises(viewer, host);
    if host.state == EventState::Draft && !organises {
        return Err(Missing::Event.into());
    }
    match view.only_if(organises, Refusal::Trash)? {
        View::Live if host.trashed => Err(Missing::Event.into()),
        _ => Ok(()),
    }
}

/// Somebody changes an event, or restores it (`View::WithTrashed`).
pub(super) fn change_event(caller: &Caller, host: &Host, view: View) -> Result<(), Denied> {
    if !organises(Some(caller), host) {
        see_event(Some(caller), host, View::Live)?;
        return Err(Refusal::NotOrganiser.into());
    }
    see_event(Some(caller), host, view)
}

/// Somebody deletes an event.
pub(super) fn delete_event(caller: &Caller, host: &Host, deletion: Deletion) -> Result<(), Denied> {
    change_event(caller, host, deletion.meets())?;
    for_good(caller, deletion)
}

/// For good is for administrators.
fn for_good(caller: &Caller, deletion: Deletion) -> Result<(), Denied> {
    match deletion {
        Deletion::ForGood if !caller.admin => Err(Refusal::NotAdmin.into()),
        _ => Ok(()),
    }
}

/// Somebody looks at what is in an event. With the trash they see into a deleted event too, if it is theirs; what is in
/// a deleted event is not there for anybody else.
fn see_inside(viewer: Viewer<'_>, host: &Host, view: View, missing: Missing) -> Result<(), Denied> {
    let view = if organises(viewer, host) { view } else { View::Live };
    see_event(viewer, host, view).map_err(|_| missing.into())
}

/// Somebody looks at a session.
pub(super) fn see_session(
    viewer: Viewer<'_>,
    host: &Host,
    session: &Session,
    view: View,
) -> Result<(), Denied> {
    see_inside(viewer, host, view, Missing::Session)?;
    let involved = organises(viewer, host) || submitted(viewer, session);
    if !involved && !session.state.is_public() {
        return Err(Missing::Session.into());
    }
    match view.only_if(involved, Refusal::Trash)? {
        View::Live if session.deleted_at.is_some() => Err(Missing::Session.into()),
        _ => Ok(()),
    }
}

/// Somebody moves, deletes or restores a session.
pub(super) fn touch_session(
    caller: &Caller,
    host: &Host,
    session: &Session,
    view: View,
) -> Result<(), Denied> {
    if !organises(Some(caller), host) && !submitted(Some(caller), session) {
        see_session(Some(caller), host, session, View::Live)?;
        return Err(Refusal::NotInvolved.into());
    }
    see_session(Some(caller), host, session, view)
}

/// Somebody deletes a session.
pub(super) fn delete_session(
    caller: &Caller,
    host: &Host,
    session: &Session,
    deletion: Deletion,
) -> Result<(), Denied> {
    touch_session(caller, host, session, deletion.meets())?;
    for_good(caller, deletion)
}

/// Somebody changes what is said about a session, or who speaks in it. Once the organiser has decided on it, that is
/// what was decided on, and its submitter changes it no more.
pub(super) fn change_session(caller: &Caller, host: &Host, session: &Session) -> Result<(), Denied> {
    touch_session(caller, host, session, View::Live)?;
    if organises(Some(caller), host) || session.state.is_open() {
        Ok(())
    } else {
        Err(Refusal::Decided.into())
    }
}

/// What somebody is to a session.
pub(super) fn movers(caller: &Caller, host: &Host, session: &Session) -> Vec<Mover> {
    let is = [
        (Mover::Submitter, session.submitter == Some(caller.user)),
        (Mover::Organiser, host.owner == Some(caller.user)),
        (Mover::Admin, caller.admin),
    ];
    is.into_iter().filter(|(_, is)| *is).map(|(mover, _)| mover).collect()
}

/// Somebody looks at a speaker.
pub(super) fn see_speaker(viewer: Viewer<'_>, host: &Host, trashed: bool, view: View) -> Result<(), Denied> {
    see_inside(viewer, host, view, Missing::Speaker)?;
    match view.only_if(organises(viewer, host), Refusal::Trash)? {
        View::Live if trashed => Err(Missing::Speaker.into()),
        _ => Ok(()),
    }
}

/// Somebody changes or restores a speaker.
pub(super) fn change_speaker(caller: &Caller, host: &Host, trashed: bool, view: View) -> Result<(), Denied> {
    if !organises(Some(caller), host) {
        see_speaker(Some(caller), host, trashed, View::Live)?;
        return Err(Refusal::NotOrganiser.into());
    }
    see_speaker(Some(caller), host, trashed, view)
}

/// Somebody deletes a speaker.
pub(super) fn delete_speaker(
    caller: &Caller,
    host: &Host,
    trashed: bool,
    deletion: Deletion,
) -> Result<(), Denied> {
    change_speaker(caller, host, trashed, deletion.meets())?;
    for_good(caller, deletion)
}

/// What is said of a speaker to somebody: the address is for the organiser.
pub(super) fn address(viewer: Viewer<'_>, host: &Host, fields: &SpeakerFields) -> Option<String> {
    organises(viewer, host).then(|| fields.email.clone())
}
