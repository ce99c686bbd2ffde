//! What goes over the wire: requests, responses, and which status each error of a use case is.

mod chat;
mod errors;
mod message;
mod one_chat;
mod one_message;
mod requests;
mod write;

pub(super) use message::ListChatMessagesResponse;
pub(super) use one_chat::{DeleteChatResponse, GetChatResponse, GetUserChatResponse, ListChatsResponse};
pub(super) use one_message::{
    DeleteChatMessageResponse, GetChatMessageResponse, RestoreChatMessageResponse, UpdateChatMessageResponse,
};
pub(super) use requests::{ChatMessageChanges, CreateChatMessageRequest, Draft};
pub(super) use write::CreateChatMessageResponse;
