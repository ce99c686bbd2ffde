//! Handlers: extract, call the use case, map the answer.

use poem::web::Data;
use poem_openapi::OpenApi;

use super::dto::{CreateBroadcastResponse, GetBroadcastResponse, ListBroadcastsResponse, NewBroadcast};
use super::service;
use crate::api::{BroadcastId, Caller, JsonBody, Limit, Page, Path, Start, Tag};
use crate::infra::Context;

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
    ) -> poem::Result<CreateBroadcastResponse> {
        Ok(match service::create_broadcast(&context, &caller, body.0.text).await {
            Ok(job) => CreateBroadcastResponse::accepted(job),
            Err(error) => error.try_into()?,
        })
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
    ) -> poem::Result<ListBroadcastsResponse> {
        let page = Page::new(limit, start);
        Ok(match service::list_broadcasts(&context, &caller, &page).await {
            Ok((rows, meta)) => {
                let link = meta.link("/broadcasts", &[]);
                ListBroadcastsResponse::ok(rows, meta, link)
            }
            Err(error) => error.try_into()?,
        })
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
    ) -> poem::Result<GetBroadcastResponse> {
        Ok(match service::get_broadcast(&context, &caller, id.0).await {
            Ok(shown) => GetBroadcastResponse::ok(shown),
            Err(error) => error.try_into()?,
        })
    }
}
