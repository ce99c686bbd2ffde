//! Handlers: extract, call the use case, map the answer.

use poem::web::Data;
use poem_openapi::OpenApi;

use super::dto::{CreateMessageResponse, ListMessagesResponse, NewMessage};
use super::model::Filter;
use super::service;
use crate::api::{Caller, JsonBody, Limit, Number, Page, Rejection, Start, Tag, UserId, words};
use crate::infra::Context;

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
    ) -> poem::Result<CreateMessageResponse> {
        let NewMessage { sender_id, recipient_id, content: said } = body.0;
        let (sender, recipient) = (sender_id.map(UserId), UserId(recipient_id));
        let said = said.map(|said| said.0);
        Ok(match service::create_message(&context, &caller, sender, recipient, said).await {
            Ok(job) => CreateMessageResponse::accepted(job),
            Err(error) => error.try_into()?,
        })
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
    ) -> poem::Result<ListMessagesResponse> {
        let page = Page::new(limit, start);
        let filter = Filter { sender: sender_id.0, recipient: recipient_id.0 };
        let (rows, names, meta) =
            service::list_messages(&context, &caller, filter, &page).await.map_err(Rejection::from)?;
        let others =
            [("sender_id", words::shown(filter.sender)), ("recipient_id", words::shown(filter.recipient))];
        let link = meta.link("/messages", &others);
        Ok(ListMessagesResponse::ok(rows, &names, meta, link))
    }
}
