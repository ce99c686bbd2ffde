//! Answers of `create_chat_message`.

use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;

use super::errors;
use super::message::ChatMessageData;
use crate::api::{Envelope, ErrorBody, Rejection, Subcode};
use crate::chats::error::WriteError;
use crate::chats::service::Shown;
use crate::media::NotKept;

/// Answers of `create_chat_message`.
#[derive(ApiResponse)]
pub(in crate::chats) enum CreateChatMessageResponse {
    /// The message is written, and the chat's owner is told.
    #[oai(status = 201)]
    Created(
        Json<Envelope<ChatMessageData>>,
        /// Where the message is.
        #[oai(header = "Location")]
        String,
    ),
    /// The message is empty, or a field breaks its rule.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat, or no such image.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// The file has too many bytes, or the image too many pixels.
    #[oai(status = 413)]
    TooLarge(Json<ErrorBody>),
    /// The media type of the body is not read here, or the file is no image, or not a whole one.
    #[oai(status = 415)]
    Unsupported(Json<ErrorBody>),
}

impl CreateChatMessageResponse {
    /// The message is written.
    pub(in crate::chats) fn created(shown: Shown) -> Self {
        let location = format!("/chats/{}/messages/{}", shown.message.chat, shown.message.id);
        Self::Created(ChatMessageData::envelope(shown), location)
    }
}

impl TryFrom<WriteError> for CreateChatMessageResponse {
    type Error = Rejection;

    fn try_from(error: WriteError) -> Result<Self, Rejection> {
        Ok(match error {
            WriteError::NoChat => Self::NotFound(errors::no_chat()),
            WriteError::Empty => {
                Self::Invalid(Json(ErrorBody::field(Subcode::InvalidMessage, "", error.to_string())))
            }
            WriteError::BadText => Self::Invalid(errors::bad_text()),
            WriteError::NoImage => {
                Self::NotFound(Json(ErrorBody::new(Subcode::MediaNotFound, error.to_string())))
            }
            WriteError::NotKept(error) => match NotKept::of(error, "/image")? {
                NotKept::Invalid(body) => Self::Invalid(Json(body)),
                NotKept::TooLarge(body) => Self::TooLarge(Json(body)),
                NotKept::Unsupported(body) => Self::Unsupported(Json(body)),
            },
            WriteError::Refused(refusal) => Self::Forbidden(errors::refused(refusal)),
            WriteError::Database(error) => return Err(error.into()),
        })
    }
}
