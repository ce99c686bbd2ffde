//! What can go wrong, in the domain's words: one type for each set of use cases that come to the same.

use sea_orm::DbErr;

use super::model::Invalid;
use crate::api::passed_on;
use crate::infra::DatabaseError;

/// What is not there, or not for this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    #[error("There is no such event.")]
    Event,
    #[error("There is no such session.")]
    Session,
    #[error("There is no such speaker.")]
    Speaker,
    /// A speaker, of the event of a session.
    #[error("There is no such speaker at the event of this session.")]
    SpeakerOfEvent,
}

/// Why a caller may not do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is the organiser's.
    #[error("Only the organiser of the event or an administrator may do this.")]
    NotOrganiser,
    /// It is the organiser's or the submitter's.
    #[error("Only who proposed the session, the organiser of the event or an administrator may do this.")]
    NotInvolved,
    /// The organiser has decided on the session, and its submitter may only move it.
    #[error(
        "The session is decided on: only the organiser of the event or an administrator may change it now."
    )]
    Decided,
    /// Somebody else may move the session so.
    #[error("This change of state is not yours to make.")]
    NotYourMove,
    /// What is deleted is for who may restore it.
    #[error("What is deleted is shown to who may restore it.")]
    Trash,
    #[error("Only the organiser of the event or an administrator may look for an e-mail address.")]
    Addresses,
    #[error("Only an administrator may delete for good.")]
    NotAdmin,
}

/// Why nothing could be shown, or linked.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Missing(#[from] Missing),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why events could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why an event could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why nothing could be added to an event.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Why no speaker could be named.
#[derive(Debug, thiserror::Error)]
pub enum AddSpeakerError {
    #[error("A speaker of this event has this e-mail address already.")]
    Taken,
    #[error(transparent)]
    Add(#[from] AddError),
}

/// Why something could not be deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteError {
    #[error("it is of another version")]
    Changed,
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Why something could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    #[error("fields are invalid")]
    Invalid(Vec<Invalid>),
    #[error("it is of another version")]
    Changed,
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Why a session could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateSessionError {
    /// There is no way from its state to that one.
    #[error("A session that is {from} cannot become {to}.")]
    NoWay {
        /// Its state.
        from: &'static str,
        /// The state that was asked for.
        to: &'static str,
    },
    #[error(transparent)]
    Update(#[from] UpdateError),
}

/// Why a speaker could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateSpeakerError {
    #[error("A speaker of this event has this e-mail address already.")]
    Taken,
    #[error(transparent)]
    Update(#[from] UpdateError),
}

/// Why something could not be restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("it is not in the trash")]
    NotTrashed,
    #[error("A speaker of this event has this e-mail address by now.")]
    Taken,
    #[error(transparent)]
    Read(#[from] ReadError),
}

passed_on! {
    DbErr => {
        ReadError::Database, ListError::Database, CreateError::Database, AddError::Read, DeleteError::Read,
        UpdateError::Read, RestoreError::Read, AddSpeakerError::Add, UpdateSessionError::Update,
        UpdateSpeakerError::Update,
    }
    Missing, Refusal => { AddError::Read, DeleteError::Read, UpdateError::Read, RestoreError::Read }
    ReadError => { AddSpeakerError::Add, UpdateSessionError::Update, UpdateSpeakerError::Update }
}
