//! Handlers: extract, call the use case, map the answer.

use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;

use super::dto::{
    ChatMessageChanges, CreateChatMessage, CreateChatMessageRequest, DeleteChat, DeleteChatMessage, Draft,
    GetChat, GetChatMessage, GetUserChat, ListChatMessages, ListChats, RestoreChatMessage, UpdateChatMessage,
};
use super::model::{Filter, Search};
use super::service;
use crate::api::answer::{Answer, Created, Listed, Shown, Success};
use crate::api::{
    Caller, ChatId, ChatMessageId, Done, JsonBody, Limit, Page, Path, Start, Tag, UserId, words,
};
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
        limit: Limit,
        /// The last id seen: only older chats are listed.
        start: Start,
    ) -> Answer<ListChats> {
        let page = Page::new(limit, start);
        let filter = Filter {
            search: search.0.as_deref().map(Search::of),
            since: since.0,
            until: until.0,
            min_messages: min_messages.0,
            max_messages: max_messages.0,
        };
        let found = service::list_chats(&context, &caller, &filter, &page).await?;
        let others = [
            ("search", search.0),
            ("since", since.0.map(words::moment)),
            ("until", until.0.map(words::moment)),
            ("min_messages", words::shown(min_messages.0)),
            ("max_messages", words::shown(max_messages.0)),
        ];
        Ok(Success(Listed::at("/chats", &others, found)))
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
        id: Path<ChatId>,
    ) -> Answer<GetChat> {
        Ok(Success(Shown::new(service::get_chat(&context, &caller, id.0).await?)))
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
        id: Path<UserId>,
    ) -> Answer<GetUserChat> {
        Ok(Success(Shown::new(service::get_user_chat(&context, &caller, id.0).await?)))
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
        id: Path<ChatId>,
    ) -> Answer<DeleteChat> {
        service::delete_chat(&context, &caller, id.0).await?;
        Ok(Success(Done::deleted()))
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
        id: Path<ChatId>,
        /// How many messages at most.
        limit: Limit,
        /// The last id seen: only older messages are listed.
        start: Start,
        /// Whether to list deleted messages too. For administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<ListChatMessages> {
        let page = Page::new(limit, start);
        let view = View::asked(with_trashed.0);
        let found = service::list_chat_messages(&context, &caller, id.0, &page, view).await?;
        let others = [("with_trashed", words::flag(with_trashed.0))];
        Ok(Success(Listed::at(&format!("/chats/{}/messages", id.0), &others, found)))
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
        id: Path<ChatId>,
        body: CreateChatMessageRequest,
    ) -> Answer<CreateChatMessage> {
        let Draft { text, image } = body.into();
        let shown = service::create_chat_message(&context, &caller, id.0, text, image).await?;
        let location = format!("/chats/{}/messages/{}", shown.message.chat, shown.message.id);
        Ok(Success(Created::at(location, shown)))
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
        id: Path<ChatId>,
        /// The message's number.
        message_id: Path<ChatMessageId>,
        /// Whether to show a deleted message too. For administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<GetChatMessage> {
        let view = View::asked(with_trashed.0);
        Ok(Success(Shown::new(service::get_chat_message(&context, &caller, id.0, message_id.0, view).await?)))
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
        id: Path<ChatId>,
        /// The message's number.
        message_id: Path<ChatMessageId>,
        body: JsonBody<ChatMessageChanges>,
    ) -> Answer<UpdateChatMessage> {
        let (chat, id) = (id.0, message_id.0);
        Ok(Success(Shown::new(
            service::update_chat_message(&context, &caller, chat, id, &body.0.text).await?,
        )))
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
        id: Path<ChatId>,
        /// The message's number.
        message_id: Path<ChatMessageId>,
        /// Whether to remove the message for good, from the trash too.
        #[oai(default)]
        permanent: Query<bool>,
    ) -> Answer<DeleteChatMessage> {
        let deletion = Deletion::asked(permanent.0);
        service::delete_chat_message(&context, &caller, id.0, message_id.0, deletion).await?;
        Ok(Success(Done::deleted()))
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
        id: Path<ChatId>,
        /// The message's number.
        message_id: Path<ChatMessageId>,
    ) -> Answer<RestoreChatMessage> {
        Ok(Success(Shown::new(service::restore_chat_message(&context, &caller, id.0, message_id.0).await?)))
    }
}
