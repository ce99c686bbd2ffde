//! Answers of the operations on chats.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::chat::Chat;
use super::errors;
use crate::api::{Done, Envelope, ErrorBody, ListMeta, Listing, Rejection, Subcode};
use crate::chats::error::{ChatError, GetError, ListError, UserChatError};
use crate::chats::model;

/// One chat.
#[derive(Clone, Debug, Object)]
pub(in crate::chats) struct ChatData {
    /// The chat.
    chat: Chat,
}

impl ChatData {
    fn envelope(chat: model::Chat) -> Json<Envelope<Self>> {
        Json(Envelope::new(Self { chat: chat.into() }))
    }
}

/// Chats of one page.
#[derive(Clone, Debug, Object)]
pub(in crate::chats) struct ChatList {
    /// The chats, newest first.
    chats: Vec<Chat>,
}

/// Answers of `list_chats`.
#[derive(ApiResponse)]
pub(in crate::chats) enum ListChatsResponse {
    /// The chats.
    #[oai(status = 200)]
    Ok(
        Json<Listing<ChatList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
    /// A parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
}

impl ListChatsResponse {
    /// One page.
    pub(in crate::chats) fn ok(rows: Vec<model::Chat>, meta: ListMeta, link: Option<String>) -> Self {
        let chats = rows.into_iter().map(Chat::from).collect();
        Self::Ok(Json(Listing::new(ChatList { chats }, meta)), link)
    }
}

impl TryFrom<ListError> for ListChatsResponse {
    type Error = Rejection;

    fn try_from(error: ListError) -> Result<Self, Rejection> {
        match error {
            ListError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ListError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `get_chat`.
#[derive(ApiResponse)]
pub(in crate::chats) enum GetChatResponse {
    /// The chat.
    #[oai(status = 200)]
    Ok(Json<Envelope<ChatData>>),
    /// The id is no positive number.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// There is no such chat, or it is somebody else's.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetChatResponse {
    /// The chat.
    pub(in crate::chats) fn ok(chat: model::Chat) -> Self {
        Self::Ok(ChatData::envelope(chat))
    }
}

impl TryFrom<GetError> for GetChatResponse {
    type Error = Rejection;

    fn try_from(error: GetError) -> Result<Self, Rejection> {
        match error {
            GetError::NoChat => Ok(Self::NotFound(errors::no_chat())),
            GetError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `get_user_chat`.
#[derive(ApiResponse)]
pub(in crate::chats) enum GetUserChatResponse {
    /// The chat.
    #[oai(status = 200)]
    Ok(Json<Envelope<ChatData>>),
    /// The id is no positive number.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is neither the user nor an administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such user, or the user has no chat.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetUserChatResponse {
    /// The chat.
    pub(in crate::chats) fn ok(chat: model::Chat) -> Self {
        Self::Ok(ChatData::envelope(chat))
    }
}

impl TryFrom<UserChatError> for GetUserChatResponse {
    type Error = Rejection;

    fn try_from(error: UserChatError) -> Result<Self, Rejection> {
        match error {
            UserChatError::NoUser => {
                Ok(Self::NotFound(Json(ErrorBody::new(Subcode::UserNotFound, "There is no such user."))))
            }
            UserChatError::NoChat => {
                Ok(Self::NotFound(Json(ErrorBody::new(Subcode::ChatNotFound, "This user has no chat."))))
            }
            UserChatError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            UserChatError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `delete_chat`.
#[derive(ApiResponse)]
pub(in crate::chats) enum DeleteChatResponse {
    /// The chat is gone, and its messages with it.
    #[oai(status = 200)]
    Ok(Json<Done>),
    /// The id is no positive number.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such chat.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl TryFrom<ChatError> for DeleteChatResponse {
    type Error = Rejection;

    fn try_from(error: ChatError) -> Result<Self, Rejection> {
        match error {
            ChatError::NoChat => Ok(Self::NotFound(errors::no_chat())),
            ChatError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ChatError::Database(error) => Err(error.into()),
        }
    }
}
