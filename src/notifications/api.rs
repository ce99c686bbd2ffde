//! Handlers: extract, call the use case, map the answer.

use std::sync::Arc;

use futures_util::StreamExt;
use poem::web::Data;
use poem::web::sse::Event;
use poem_openapi::OpenApi;
use poem_openapi::param::Header;
use poem_openapi::payload::EventStream;
use poem_openapi::types::ToJSON;

use super::dto::{ListNotifications, Notification, ReadNotification, StreamNotificationsResponse};
use super::error::StreamError;
use super::{service, stream};
use crate::api::answer::{Answer, Listed, Shown, Success};
use crate::api::{Caller, Limit, NotificationId, Page, Path, Rejection, Sessions, Start, Tag};
use crate::infra::Context;

/// Operations on notifications.
pub struct NotificationsApi;

#[OpenApi(tag = "Tag::Notifications")]
impl NotificationsApi {
    /// List notifications
    ///
    /// The caller's own, newest first.
    #[oai(path = "/notifications", method = "get", operation_id = "list_notifications")]
    async fn list_notifications(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// How many notifications at most.
        limit: Limit,
        /// The last id seen: only older notifications are listed.
        start: Start,
    ) -> Answer<ListNotifications> {
        let page = Page::new(limit, start);
        let found = service::list_notifications(&context, &caller, &page).await?;
        Ok(Success(Listed::at("/notifications", &[], found)))
    }

    /// Mark a notification as read
    ///
    /// A second time changes nothing.
    #[oai(path = "/notifications/:id/read", method = "post", operation_id = "read_notification")]
    async fn read_notification(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The notification's number.
        id: Path<NotificationId>,
    ) -> Answer<ReadNotification> {
        Ok(Success(Shown::new(service::read_notification(&context, &caller, id.0).await?)))
    }

    /// Follow notifications
    ///
    /// Server-sent events: the caller's own notifications as they come. With `Last-Event-ID` everything after that
    /// one comes first, so nothing is missed between two connections.
    #[oai(path = "/notifications/stream", method = "get", operation_id = "stream_notifications")]
    async fn stream_notifications(
        &self,
        context: Data<&Context>,
        sessions: Data<&Arc<dyn Sessions>>,
        caller: Caller,
        /// The id of the last event that was seen.
        #[oai(name = "Last-Event-ID", validator(minimum(value = "0")))]
        last_event_id: Header<Option<i64>>,
    ) -> poem::Result<StreamNotificationsResponse> {
        let last = last_event_id.0.map(NotificationId);
        let heartbeat = context.config.streams.stream_heartbeat;
        let follow = stream::follow(&context, sessions.0.clone(), caller, last).await;
        let follow = follow.map_err(|error| match error {
            StreamError::TooMany => Rejection::too_many_requests(heartbeat),
            StreamError::Database(error) => error.into(),
        })?;
        let events = EventStream::new(follow.map(Notification::from).boxed());
        let events = events.keep_alive(heartbeat).to_event(|notification| {
            Event::message(notification.to_json_string())
                .id(notification.number().to_string())
                .event_type("notification")
        });
        Ok(StreamNotificationsResponse::Ok(events))
    }
}
