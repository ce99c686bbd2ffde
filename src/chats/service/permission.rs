//! Who may.

use sea_orm::ConnectionTrait;

use crate::api::{Caller, ChatId, UserId};
use crate::chats::error::{GetError, Refusal};
use crate::chats::store::chats;
use crate::soft_delete::View;

/// Administrators only.
pub(super) fn admin(caller: &Caller) -> Result<(), Refusal> {
    if caller.admin { Ok(()) } else { Err(Refusal::NotAdmin) }
}

/// The user itself, or an administrator.
pub(super) fn user(caller: &Caller, user: UserId) -> Result<(), Refusal> {
    if caller.admin || caller.user == user { Ok(()) } else { Err(Refusal::NotOwner) }
}

/// Trashed messages are for administrators.
pub(super) fn view(caller: &Caller, asked: View) -> Result<View, Refusal> {
    asked.only_if(caller.admin, Refusal::Trashed)
}

/// Refuses to know of a chat that is not there, or is somebody else's.
pub(super) async fn chat(db: &impl ConnectionTrait, caller: &Caller, id: ChatId) -> Result<(), GetError> {
    match chats::owner(db, id).await? {
        Some(owner) if caller.admin || owner == caller.user => Ok(()),
        _ => Err(GetError::NoChat),
    }
}
