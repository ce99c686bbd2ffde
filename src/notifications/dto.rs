//! Notifications as the API shows them.

use futures_util::stream::BoxStream;
use poem_openapi::payload::EventStream;
use poem_openapi::{ApiResponse, Object};
use serde::Serialize;
use uuid::Uuid;

use super::error::ReadError;
use super::model;
use crate::api::answer::{Listed, Shown, answers, failures};
use crate::api::{ErrorBody, NotificationId, Subcode, Timestamp, UserId};
use crate::infra::DatabaseError;

/// A user that a notification speaks of.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct NotifiedUser {
    /// Its number.
    id: UserId,
    /// Its name towards other systems.
    uuid: Uuid,
    /// Its name at that time.
    username: String,
}

/// What a notification speaks of. Only what applies is there.
#[derive(Clone, Debug, Object, Serialize)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct NotificationData {
    /// The job whose outcome it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    job_id: Option<Uuid>,
    /// A user.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<NotifiedUser>,
    /// A message between users.
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<i64>,
    /// A chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    chat_id: Option<i64>,
    /// A message in a chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    chat_message_id: Option<i64>,
    /// A broadcast.
    #[serde(skip_serializing_if = "Option::is_none")]
    broadcast_id: Option<i64>,
    /// An event.
    #[serde(skip_serializing_if = "Option::is_none")]
    event_id: Option<i64>,
    /// The error, as the operation would have answered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorBody>,
}

/// Something a user was told.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Notification {
    /// Its number; newer ones have higher numbers.
    id: NotificationId,
    /// What kind of thing: 10095 New Message, 10096 Broadcast, 10097 Export, 10098 Announcement, 10099 User Creation.
    #[oai(validator(minimum(value = "10000"), maximum(value = "10999")))]
    code: u16,
    /// The fixed title of that code.
    title: String,
    /// A sentence for people.
    message: String,
    /// Whether something went wrong; then `data.error` says what.
    is_error: bool,
    /// What it speaks of.
    data: NotificationData,
    /// When it was marked as read.
    read_at: Option<Timestamp>,
    /// When it was told.
    created_at: Timestamp,
}

impl From<model::Notification> for Notification {
    fn from(notification: model::Notification) -> Self {
        let model::Notification { id, code, message, is_error, details, read_at, created_at } = notification;
        let model::Details {
            job_id,
            user,
            message_id,
            chat_id,
            chat_message_id,
            broadcast_id,
            event_id,
            error,
        } = details;
        let user =
            user.map(|model::UserRef { id, uuid, username }| NotifiedUser { id: UserId(id), uuid, username });
        let error = error.and_then(ErrorBody::from_value);
        Self {
            id,
            code: code.number(),
            title: code.title().to_owned(),
            message,
            is_error,
            data: NotificationData {
                job_id,
                user,
                message_id,
                chat_id,
                chat_message_id,
                broadcast_id,
                event_id,
                error,
            },
            read_at: read_at.map(Timestamp::from),
            created_at: created_at.into(),
        }
    }
}

impl Notification {
    /// Its number, which is also the number of its event in a stream.
    pub(super) fn number(&self) -> i64 {
        self.id.0
    }
}

/// Notifications of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct NotificationList {
    /// The notifications, newest first.
    notifications: Vec<Notification>,
}

impl From<Vec<model::Notification>> for NotificationList {
    fn from(rows: Vec<model::Notification>) -> Self {
        Self { notifications: rows.into_iter().map(Notification::from).collect() }
    }
}

/// One notification.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct OneNotification {
    /// The notification.
    notification: Notification,
}

impl From<model::Notification> for OneNotification {
    fn from(notification: model::Notification) -> Self {
        Self { notification: notification.into() }
    }
}

failures! {
    ReadError as error {
        NotFound => 404 ErrorBody::new(Subcode::NotFound, "There is no such notification."),
        Database(error) => fault error,
    }
}

answers! {
    for pub(super),

    ListNotifications: Listed<NotificationList>; DatabaseError => {
        200 "The notifications.",
    }
    ReadNotification: Shown<OneNotification>; ReadError => {
        200 "The notification, marked as read.",
        403 "The request came with the session cookie from another origin.",
        404 "The caller has no such notification.",
    }
}

/// Answers of `stream_notifications`.
#[derive(ApiResponse)]
pub(super) enum StreamNotificationsResponse {
    /// One event for each notification, its number as the event's `id`. It ends now and then: connect again with
    /// `Last-Event-ID`, as browsers do by themselves.
    #[oai(status = 200)]
    Ok(EventStream<BoxStream<'static, Notification>>),
}
