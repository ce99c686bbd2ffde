//! The statuses of each operation. Many are the same for an event, a session and a speaker.

use super::event::{EventData, EventList};
use super::export::NotExported;
use super::session::{SessionData, SessionList};
use super::speaker::{SpeakerData, SpeakerList};
use crate::api::Done;
use crate::api::answer::{CreatedVersioned, Listed, Special, Versioned, answers};
use crate::events::error::{
    AddError, AddSpeakerError, CreateError, DeleteError, ListError, ReadError, RestoreError, UpdateError,
    UpdateSessionError, UpdateSpeakerError,
};

answers! {
    for pub(in crate::events),

    GetEvent: Versioned<EventData>, GetSession: Versioned<SessionData>, GetSpeaker: Versioned<SpeakerData>,
    LinkSpeaker: Versioned<SessionData>, UnlinkSpeaker: Versioned<SessionData>; ReadError => {
        200 "What was asked for, as it is now.",
        400 "An id is no positive number, or a parameter is wrong.",
        403 "The caller knows of it and may not.",
        404 "There is no such thing, or it is deleted, or it is not for the caller.",
    }
    ListSessions: Listed<SessionList>, ListSpeakers: Listed<SpeakerList>; ReadError => {
        200 "One page, newest first.",
        400 "The id is no positive number, or a parameter is wrong.",
        403 "The caller may not ask for this.",
        404 "There is no such event, or it is deleted, or it is a draft of somebody else.",
    }
    DeleteEvent: Done, DeleteSession: Done, DeleteSpeaker: Done; DeleteError => {
        200 "It is deleted.",
        400 "The id is no positive number, or a parameter is wrong.",
        403 "The caller knows of it and may not.",
        404 "There is no such thing, or it is deleted already, or it is not for the caller.",
        412 "It is of none of the versions in `If-Match`.",
    }
    RestoreEvent: Versioned<EventData>, RestoreSession: Versioned<SessionData>,
    RestoreSpeaker: Versioned<SpeakerData>; RestoreError => {
        200 "It is back, as it was.",
        400 "The id is no positive number.",
        403 "The caller knows of it and may not.",
        404 "There is no such thing, not even in the trash, or it is not for the caller.",
        409 "It is not in the trash, or something else has its place by now.",
    }
    ListEvents: Listed<EventList>; ListError => {
        200 "The events.",
        400 "A parameter is wrong.",
        403 "Nobody known has a trash.",
    }
    CreateEvent: CreatedVersioned<EventData>; CreateError => {
        201 "The event is made, and the caller is its organiser.",
        400 "Fields break their rules.",
        403 "The request came with the session cookie from another origin.",
    }
    UpdateEvent: Versioned<EventData>; UpdateError => {
        200 "The event as it is now.",
        400 "The id is no positive number, or fields break their rules.",
        403 "The caller is neither the organiser nor an administrator.",
        404 "There is no such event, or it is deleted, or it is a draft of somebody else.",
        412 "It is of none of the versions in `If-Match`.",
    }
    CreateSession: CreatedVersioned<SessionData>; AddError => {
        201 "The session is proposed, or its draft is kept.",
        400 "The id is no positive number, or fields break their rules.",
        403 "The request came with the session cookie from another origin.",
        404 "There is no such event, or it is deleted, or it is a draft of somebody else.",
    }
    UpdateSession: Versioned<SessionData>; UpdateSessionError => {
        200 "The session as it is now.",
        400 "The id is no positive number, or fields break their rules.",
        403 "The caller may not change the session, or not now, or somebody else may move it so.",
        404 "There is no such session, or it is deleted, or it is not for the caller.",
        412 "It is of none of the versions in `If-Match`.",
        422 "Nobody can move the session from its state to that one.",
    }
    CreateSpeaker: CreatedVersioned<SpeakerData>; AddSpeakerError => {
        201 "The speaker is named.",
        400 "The id is no positive number, or fields break their rules.",
        403 "The caller is neither the organiser nor an administrator.",
        404 "There is no such event, or it is deleted, or it is a draft of somebody else.",
        409 "A speaker of the event has this address.",
    }
    UpdateSpeaker: Versioned<SpeakerData>; UpdateSpeakerError => {
        200 "The speaker as they are now.",
        400 "The id is no positive number, or fields break their rules.",
        403 "The caller is neither the organiser nor an administrator.",
        404 "There is no such speaker, or they are deleted, or not for the caller.",
        409 "Another speaker of the event has this address.",
        412 "They are of none of the versions in `If-Match`.",
    }
    GetEventExport: Special; NotExported => {
        400 "The id is no positive number.",
        404 "There is no such event, or it is deleted, or it is a draft of somebody else.",
    }
}
