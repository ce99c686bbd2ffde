//! Answers of the operations on one message of a chat.

use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;

use super::errors;
use super::message::ChatMessageData;
use crate::api::{Done, Envelope, ErrorBody, Rejection, Subcode};
use crate::chats::error::{MessageError, RestoreError, UpdateError};
use crate::chats::service::Shown;

/// Answers of `get_chat_message`.
#[derive(ApiResponse)]
pub(in crate::chats) enum GetChatMessageResponse {
    /// The message.
    #[oai(status = 200)]
    Ok(Json<Envelope<ChatMessageData>>),
    /// An id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// Only an administrator may see deleted messages.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat, or it is somebody else's, or there is no such message in it.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetChatMessageResponse {
    /// The message.
    pub(in crate::chats) fn ok(shown: Shown) -> Self {
        Self::Ok(ChatMessageData::envelope(shown))
    }
}

/// Answers of `update_chat_message`.
#[derive(ApiResponse)]
pub(in crate::chats) enum UpdateChatMessageResponse {
    /// The message as it is now.
    #[oai(status = 200)]
    Ok(Json<Envelope<ChatMessageData>>),
    /// An id is no positive number, or the text breaks its rule.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat, or no such message in it.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl UpdateChatMessageResponse {
    /// The message.
    pub(in crate::chats) fn ok(shown: Shown) -> Self {
        Self::Ok(ChatMessageData::envelope(shown))
    }
}

impl TryFrom<UpdateError> for UpdateChatMessageResponse {
    type Error = Rejection;

    fn try_from(error: UpdateError) -> Result<Self, Rejection> {
        match error {
            UpdateError::BadText => Ok(Self::Invalid(errors::bad_text())),
            UpdateError::Message(error) => error.try_into(),
        }
    }
}

/// Answers of `delete_chat_message`.
#[derive(ApiResponse)]
pub(in crate::chats) enum DeleteChatMessageResponse {
    /// The message is deleted.
    #[oai(status = 200)]
    Ok(Json<Done>),
    /// An id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat, or no such message in it.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

/// Answers of `restore_chat_message`.
#[derive(ApiResponse)]
pub(in crate::chats) enum RestoreChatMessageResponse {
    /// The message is back.
    #[oai(status = 200)]
    Ok(Json<Envelope<ChatMessageData>>),
    /// An id is no positive number.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat, or no such message in it, not even in the trash.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// The message is not in the trash.
    #[oai(status = 409)]
    NotTrashed(Json<ErrorBody>),
}

impl RestoreChatMessageResponse {
    /// The message.
    pub(in crate::chats) fn ok(shown: Shown) -> Self {
        Self::Ok(ChatMessageData::envelope(shown))
    }
}

impl TryFrom<RestoreError> for RestoreChatMessageResponse {
    type Error = Rejection;

    fn try_from(error: RestoreError) -> Result<Self, Rejection> {
        match error {
            RestoreError::NotTrashed => Ok(Self::NotTrashed(Json(ErrorBody::new(
                Subcode::NotInTrash,
                "This message is not in the trash.",
            )))),
            RestoreError::Message(error) => error.try_into(),
        }
    }
}

/// Four operations come to the same when there is no message to act on.
macro_rules! from_message_error {
    ($($response:ident),*) => {$(
        impl TryFrom<MessageError> for $response {
            type Error = Rejection;

            fn try_from(error: MessageError) -> Result<Self, Rejection> {
                match error {
                    MessageError::NoChat => Ok(Self::NotFound(errors::no_chat())),
                    MessageError::NoMessage => Ok(Self::NotFound(errors::no_message())),
                    MessageError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
                    MessageError::Database(error) => Err(error.into()),
                }
            }
        }
    )*};
}

from_message_error!(
    GetChatMessageResponse,
    UpdateChatMessageResponse,
    DeleteChatMessageResponse,
    RestoreChatMessageResponse
);
