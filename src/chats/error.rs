//! What can go wrong, in the domain's words: one type for each set of use cases that come to the same.

use sea_orm::DbErr;

use crate::api::passed_on;
use crate::infra::DatabaseError;
use crate::media::error::KeepError;

/// Why a caller may not do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only an administrator may.
    #[error("Only an administrator may do this.")]
    NotAdmin,
    /// Only the user or an administrator may.
    #[error("Only the user or an administrator may do this.")]
    NotOwner,
    /// Trashed messages are shown to administrators.
    #[error("Only an administrator may see deleted messages.")]
    Trashed,
}

/// Why chats could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a chat could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum GetError {
    /// There is no such chat, or not for this caller.
    #[error("there is no such chat")]
    NoChat,
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a user's chat could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum UserChatError {
    /// There is no such user.
    #[error("there is no such user")]
    NoUser,
    /// The user has no chat.
    #[error("the user has no chat")]
    NoChat,
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a chat could not be removed, or its messages not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    /// There is no such chat, or not for this caller.
    #[error("there is no such chat")]
    NoChat,
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a message could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is no such chat.
    #[error("there is no such chat")]
    NoChat,
    /// It has neither text nor image.
    #[error("A message has a text, an image, or both.")]
    Empty,
    /// The text breaks its rule.
    #[error("the text is not valid")]
    BadText,
    /// There is no such upload, or it is no image.
    #[error("There is no such image.")]
    NoImage,
    /// The image that came with it was not kept.
    #[error(transparent)]
    NotKept(#[from] KeepError),
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a message could not be shown or deleted.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// There is no such chat, or not for this caller.
    #[error("there is no such chat")]
    NoChat,
    /// There is no such message in it.
    #[error("there is no such message")]
    NoMessage,
    /// The caller may not.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database is gone, or a statement is wrong.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a message could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// The text breaks its rule.
    #[error("the text is not valid")]
    BadText,
    /// There is no such chat, no such message in it, or the caller may not.
    #[error(transparent)]
    Message(#[from] MessageError),
}

/// Why a message could not be brought back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// It lives.
    #[error("the message is not in the trash")]
    NotTrashed,
    /// There is no such chat, no such message in it, or the caller may not.
    #[error(transparent)]
    Message(#[from] MessageError),
}

passed_on! {
    DbErr => {
        ListError::Database, GetError::Database, UserChatError::Database, ChatError::Database,
        WriteError::Database, MessageError::Database, UpdateError::Message, RestoreError::Message,
    }
    DatabaseError, Refusal => { UpdateError::Message, RestoreError::Message }
}
