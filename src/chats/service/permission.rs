//! Who may.

use sea_orm::ConnectionTrait;

use crate::api::{Caller, ChatId, UserId};
use crate::chats::error::{GetError, Refusal};
use crate::chats::store::chats;

/// Administrators only.
pub(super) fn admin(caller: &Caller) -> Result<(), Refusal> {
    if caller.admin { Ok(()) } else { Err(Refusal::NotAdmin) }
}

/// The user itself, or an administrator.
pub(super) fn user(caller: &Caller, user: UserId) -> Result<(), Refusal> {
    if caller.admin || caller.user == user { Ok(()) } else { Err(Refusal::NotOwner) }
}

/// Trashed messages are for administrators.
pub(super) fn trash(caller: &Caller, with_trashed: bool) -> Result<(), Refusal> {
    if caller.admin || !with_trashed { Ok(()) } else { Err(Refusal::Trashed) }
}

/// Refuses to know of a chat that is not there, or is somebody else's.
pub(super) async fn chat(db: &impl ConnectionTrait, caller: &Caller, id: ChatId) -> Result<(), GetError> {
    match chats::owner(db, id).await? {
        Some(owner) if caller.admin || owner == caller.user => Ok(()),
        _ => Err(GetError::NoChat),
    }
}
