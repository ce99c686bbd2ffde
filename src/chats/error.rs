//! What can go wrong, in the domain's words: one type for each set of use cases that come to the same.

use sea_orm::DbErr;

use crate::api::passed_on;
use crate::infra::DatabaseError;
use crate::media::error::KeepError;

/// Why a caller may not do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Only an administrator may do this.")]
    NotAdmin,
    #[error("Only the user or an administrator may do this.")]
    NotOwner,
    #[error("Only an administrator may see deleted messages.")]
    Trashed,
}

/// Why chats could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a chat could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum GetError {
    #[error("there is no such chat")]
    NoChat,
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a user's chat could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum UserChatError {
    #[error("there is no such user")]
    NoUser,
    #[error("the user has no chat")]
    NoChat,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a chat could not be removed, or its messages not be listed.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    #[error("there is no such chat")]
    NoChat,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a message could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("there is no such chat")]
    NoChat,
    #[error("A message has a text, an image, or both.")]
    Empty,
    #[error("the text is not valid")]
    BadText,
    #[error("There is no such image.")]
    NoImage,
    #[error(transparent)]
    NotKept(#[from] KeepError),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a message could not be shown or deleted.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    #[error("there is no such chat")]
    NoChat,
    #[error("there is no such message")]
    NoMessage,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a message could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    #[error("the text is not valid")]
    BadText,
    #[error(transparent)]
    Message(#[from] MessageError),
}

/// Why a message could not be brought back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("the message is not in the trash")]
    NotTrashed,
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
