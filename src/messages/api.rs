//! Handlers: extract, call the use case, map the answer.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;

use super::dto::{CreateMessageResponse, ListMessagesResponse, NewMessage};
use super::model::Filter;
use super::service;
use crate::api::{Caller, JsonBody, Page, Rejection, Tag, UserId};
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
        #[oai(validator(minimum(value = "1")))]
        sender_id: Query<Option<i64>>,
        /// Only what was written to this user.
        #[oai(validator(minimum(value = "1")))]
        recipient_id: Query<Option<i64>>,
        /// How many messages at most.
        #[oai(default = "Page::default_limit", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
        /// The last id seen: only older messages are listed.
        #[oai(validator(minimum(value = "1")))]
        start: Query<Option<i64>>,
    ) -> poem::Result<ListMessagesResponse> {
        let page = Page::new(Some(limit.0), start.0);
        let filter = Filter { sender: sender_id.0.map(UserId), recipient: recipient_id.0.map(UserId) };
        let (rows, names, meta) =
            service::list_messages(&context, &caller, filter, &page).await.map_err(Rejection::from)?;
        let shown = |user: Option<UserId>| user.map(|user| user.to_string());
        let others = [("sender_id", shown(filter.sender)), ("recipient_id", shown(filter.recipient))];
        let link = page.link("/messages", &others, &meta);
        Ok(ListMessagesResponse::ok(rows, &names, meta, link))
    }
}
