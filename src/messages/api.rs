//! Handlers: extract, call the use case, map the answer.

use poem::web::Data;
use poem_openapi::OpenApi;

use super::dto::{CreateMessage, ListMessages, MessageList, NewMessage};
use super::model::Filter;
use super::service;
use crate::api::answer::{Answer, Listed, Success};
use crate::api::{Caller, JsonBody, Limit, Number, Page, Start, Tag, UserId, words};
use crate::infra::Context;
use crate::jobs::Accepted;

/// Operations on messages.
pub struct MessagesApi;

#[OpenApi(tag = "Tag::Messages")]
impl MessagesApi {
    /// Send a message
    ///
    /// The message is accepted at once and delivered by a job. Sender and recipient both get a notification; if the
    /// content is not valid, the caller gets one that says why.
    #[oai(path = "/messages", method = "post", operation_id = "create_message")]
    async fn create_message(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<NewMessage>,
    ) -> Answer<CreateMessage> {
        let NewMessage { sender_id, recipient_id, content: said } = body.0;
        let (sender, recipient) = (sender_id.map(UserId), UserId(recipient_id));
        let said = said.map(|said| said.0);
        let job = service::create_message(&context, &caller, sender, recipient, said).await?;
        Ok(Success(Accepted::answer(job)))
    }

    /// List messages
    ///
    /// Those the caller wrote or received, newest first; administrators see all. `sender_id` and `recipient_id`
    /// together name a conversation: what the two wrote to each other, in both directions.
    #[oai(path = "/messages", method = "get", operation_id = "list_messages")]
    async fn list_messages(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// Only what this user wrote.
        sender_id: Number<UserId>,
        /// Only what was written to this user.
        recipient_id: Number<UserId>,
        /// How many messages at most.
        limit: Limit,
        /// The last id seen: only older messages are listed.
        start: Start,
    ) -> Answer<ListMessages> {
        let page = Page::new(limit, start);
        let filter = Filter { sender: sender_id.0, recipient: recipient_id.0 };
        let (rows, names, meta) = service::list_messages(&context, &caller, filter, &page).await?;
        let others =
            [("sender_id", words::shown(filter.sender)), ("recipient_id", words::shown(filter.recipient))];
        Ok(Success(Listed::at("/messages", &others, (MessageList::of(rows, &names), meta))))
    }
}
