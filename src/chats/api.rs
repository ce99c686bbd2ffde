//! Handlers: extract, call the use case, map the answer.

use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;

use super::dto::{
    ChatMessageChanges, CreateChatMessageRequest, CreateChatMessageResponse, DeleteChatMessageResponse,
    DeleteChatResponse, Draft, GetChatMessageResponse, GetChatResponse, GetUserChatResponse,
    ListChatMessagesResponse, ListChatsResponse, RestoreChatMessageResponse, UpdateChatMessageResponse,
};
use super::model::{Filter, Search};
use super::service;
use crate::api::{Caller, ChatId, ChatMessageId, Done, JsonBody, Page, Tag, UserId, words};
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// Operations on chats.
pub struct ChatsApi;

#[OpenApi(tag = "Tag::Chats")]
impl ChatsApi {
    /// List chats
    ///
    /// Newest first. For administrators.
    #[oai(path = "/chats", method = "get", operation_id = "list_chats")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_chats(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// Only chats of users with this in their name, without regard to case, or of the user with exactly this
        /// uuid. A deleted user is found by its uuid only.
        #[oai(validator(min_length = 1, max_length = 64))]
        search: Query<Option<String>>,
        /// Only chats made at this moment or later.
        since: Query<Option<DateTime<Utc>>>,
        /// Only chats made before this moment.
        until: Query<Option<DateTime<Utc>>>,
        /// Only chats with so many messages or more; deleted ones do not count.
        min_messages: Query<Option<u32>>,
        /// Only chats with so many messages or fewer; deleted ones do not count.
        max_messages: Query<Option<u32>>,
        /// How many chats at most.
        #[oai(default = "Page::default_limit", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
        /// The last id seen: only older chats are listed.
        #[oai(validator(minimum(value = "1")))]
        start: Query<Option<i64>>,
    ) -> poem::Result<ListChatsResponse> {
        let page = Page::new(Some(limit.0), start.0);
        let filter = Filter {
            search: search.0.as_deref().map(Search::of),
            since: since.0,
            until: until.0,
            min_messages: min_messages.0,
            max_messages: max_messages.0,
        };
        let (rows, meta) = match service::list_chats(&context, &caller, &filter, &page).await {
            Ok(found) => found,
            Err(error) => return Ok(error.try_into()?),
        };
        let others = [
            ("search", search.0),
            ("since", since.0.map(words::moment)),
            ("until", until.0.map(words::moment)),
            ("min_messages", min_messages.0.map(|number| number.to_string())),
            ("max_messages", max_messages.0.map(|number| number.to_string())),
        ];
        let link = page.link("/chats", &others, &meta);
        Ok(ListChatsResponse::ok(rows, meta, link))
    }

    /// Show a chat
    ///
    /// For its owner and administrators.
    #[oai(path = "/chats/:id", method = "get", operation_id = "get_chat")]
    async fn get_chat(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
    ) -> poem::Result<GetChatResponse> {
        Ok(match service::get_chat(&context, &caller, ChatId(id.0)).await {
            Ok(chat) => GetChatResponse::ok(chat),
            Err(error) => error.try_into()?,
        })
    }

    /// Show a user's chat
    ///
    /// For the user itself and administrators.
    #[oai(path = "/users/:id/chat", method = "get", operation_id = "get_user_chat")]
    async fn get_user_chat(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The user's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
    ) -> poem::Result<GetUserChatResponse> {
        Ok(match service::get_user_chat(&context, &caller, UserId(id.0)).await {
            Ok(chat) => GetUserChatResponse::ok(chat),
            Err(error) => error.try_into()?,
        })
    }

    /// Delete a chat
    ///
    /// For good, with its messages. For administrators.
    #[oai(path = "/chats/:id", method = "delete", operation_id = "delete_chat")]
    async fn delete_chat(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
    ) -> poem::Result<DeleteChatResponse> {
        Ok(match service::delete_chat(&context, &caller, ChatId(id.0)).await {
            Ok(()) => DeleteChatResponse::Ok(Json(Done::deleted())),
            Err(error) => error.try_into()?,
        })
    }

    /// List messages of a chat
    ///
    /// Newest first. For the chat's owner and administrators.
    #[oai(path = "/chats/:id/messages", method = "get", operation_id = "list_chat_messages")]
    async fn list_chat_messages(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// How many messages at most.
        #[oai(default = "Page::default_limit", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
        /// The last id seen: only older messages are listed.
        #[oai(validator(minimum(value = "1")))]
        start: Query<Option<i64>>,
        /// Whether to list deleted messages too. For administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> poem::Result<ListChatMessagesResponse> {
        let page = Page::new(Some(limit.0), start.0);
        let view = View::asked(with_trashed.0);
        let listed = service::list_chat_messages(&context, &caller, ChatId(id.0), &page, view).await;
        let (rows, meta) = match listed {
            Ok(found) => found,
            Err(error) => return Ok(error.try_into()?),
        };
        let others = [("with_trashed", words::flag(with_trashed.0))];
        let link = page.link(&format!("/chats/{}/messages", id.0), &others, &meta);
        Ok(ListChatMessagesResponse::ok(rows, meta, link))
    }

    /// Write into a chat
    ///
    /// A text, an image, or both: as JSON with the number of an uploaded image, or as a form with the image itself.
    /// The chat's owner is told by a notification. For administrators.
    #[oai(path = "/chats/:id/messages", method = "post", operation_id = "create_chat_message")]
    async fn create_chat_message(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        body: CreateChatMessageRequest,
    ) -> poem::Result<CreateChatMessageResponse> {
        let Draft { text, image } = body.into();
        Ok(match service::create_chat_message(&context, &caller, ChatId(id.0), text, image).await {
            Ok(shown) => CreateChatMessageResponse::created(shown),
            Err(error) => error.try_into()?,
        })
    }

    /// Show a message of a chat
    ///
    /// For the chat's owner and administrators.
    #[oai(path = "/chats/:id/messages/:message_id", method = "get", operation_id = "get_chat_message")]
    async fn get_chat_message(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// The message's number.
        #[oai(validator(minimum(value = "1")))]
        message_id: Path<i64>,
        /// Whether to show a deleted message too. For administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> poem::Result<GetChatMessageResponse> {
        let (chat, id, view) = (ChatId(id.0), ChatMessageId(message_id.0), View::asked(with_trashed.0));
        Ok(match service::get_chat_message(&context, &caller, chat, id, view).await {
            Ok(shown) => GetChatMessageResponse::ok(shown),
            Err(error) => error.try_into()?,
        })
    }

    /// Change a message of a chat
    ///
    /// For administrators.
    #[oai(path = "/chats/:id/messages/:message_id", method = "patch", operation_id = "update_chat_message")]
    async fn update_chat_message(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// The message's number.
        #[oai(validator(minimum(value = "1")))]
        message_id: Path<i64>,
        body: JsonBody<ChatMessageChanges>,
    ) -> poem::Result<UpdateChatMessageResponse> {
        let (chat, id) = (ChatId(id.0), ChatMessageId(message_id.0));
        Ok(match service::update_chat_message(&context, &caller, chat, id, &body.0.text).await {
            Ok(shown) => UpdateChatMessageResponse::ok(shown),
            Err(error) => error.try_into()?,
        })
    }

    /// Delete a message of a chat
    ///
    /// Into the trash, from where it can be restored. For administrators.
    #[oai(path = "/chats/:id/messages/:message_id", method = "delete", operation_id = "delete_chat_message")]
    async fn delete_chat_message(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// The message's number.
        #[oai(validator(minimum(value = "1")))]
        message_id: Path<i64>,
        /// Whether to remove the message for good, from the trash too.
        #[oai(default)]
        permanent: Query<bool>,
    ) -> poem::Result<DeleteChatMessageResponse> {
        let (chat, id) = (ChatId(id.0), ChatMessageId(message_id.0));
        let deletion = Deletion::asked(permanent.0);
        Ok(match service::delete_chat_message(&context, &caller, chat, id, deletion).await {
            Ok(()) => DeleteChatMessageResponse::Ok(Json(Done::deleted())),
            Err(error) => error.try_into()?,
        })
    }

    /// Restore a message of a chat
    ///
    /// Brings a deleted message back from the trash. For administrators.
    #[oai(
        path = "/chats/:id/messages/:message_id/restore",
        method = "post",
        operation_id = "restore_chat_message"
    )]
    async fn restore_chat_message(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The chat's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// The message's number.
        #[oai(validator(minimum(value = "1")))]
        message_id: Path<i64>,
    ) -> poem::Result<RestoreChatMessageResponse> {
        let (chat, id) = (ChatId(id.0), ChatMessageId(message_id.0));
        Ok(match service::restore_chat_message(&context, &caller, chat, id).await {
            Ok(shown) => RestoreChatMessageResponse::ok(shown),
            Err(error) => error.try_into()?,
        })
    }
}
