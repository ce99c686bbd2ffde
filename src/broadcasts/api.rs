//! Handlers: extract, call the use case, map the answer.

use poem::web::Data;
use poem_openapi::OpenApi;

use super::dto::{CreateBroadcast, GetBroadcast, ListBroadcasts, NewBroadcast};
use super::service;
use crate::api::answer::{Answer, Listed, Shown, Success};
use crate::api::{BroadcastId, Caller, JsonBody, Limit, Page, Path, Start, Tag};
use crate::infra::Context;
use crate::jobs::Accepted;

/// Operations on broadcasts.
pub struct BroadcastsApi;

#[OpenApi(tag = "Tag::Broadcasts")]
impl BroadcastsApi {
    /// Send a banner to all chats
    ///
    /// For administrators. Takes the first banner that was never sent, and answers before it is sent; a notification
    /// tells when it stands in every chat, or why it does not.
    #[oai(path = "/broadcasts", method = "post", operation_id = "create_broadcast")]
    async fn create_broadcast(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<NewBroadcast>,
    ) -> Answer<CreateBroadcast> {
        let job = service::create_broadcast(&context, &caller, body.0.text).await?;
        Ok(Success(Accepted::answer(job)))
    }

    /// List broadcasts
    ///
    /// For administrators. Newest first.
    #[oai(path = "/broadcasts", method = "get", operation_id = "list_broadcasts")]
    async fn list_broadcasts(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// How many broadcasts at most.
        limit: Limit,
        /// The last id seen: only older broadcasts are listed.
        start: Start,
    ) -> Answer<ListBroadcasts> {
        let page = Page::new(limit, start);
        let found = service::list_broadcasts(&context, &caller, &page).await?;
        Ok(Success(Listed::at("/broadcasts", &[], found)))
    }

    /// Show a broadcast
    ///
    /// For administrators.
    #[oai(path = "/broadcasts/:id", method = "get", operation_id = "get_broadcast")]
    async fn get_broadcast(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The broadcast's number.
        id: Path<BroadcastId>,
    ) -> Answer<GetBroadcast> {
        Ok(Success(Shown::new(service::get_broadcast(&context, &caller, id.0).await?)))
    }
}
