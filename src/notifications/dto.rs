//! Notifications as the API shows them.

use futures_util::stream::BoxStream;
use poem_openapi::payload::{EventStream, Json};
use poem_openapi::{ApiResponse, Object};
use uuid::Uuid;

use super::error::ReadError;
use super::model;
use crate::api::{
    Envelope, ErrorBody, ListMeta, Listing, NotificationId, Rejection, Subcode, Timestamp, UserId,
};

/// A user that a notification speaks of.
#[derive(Clone, Debug, Object)]
pub(super) struct NotifiedUser {
    /// Its number.
    id: UserId,
    /// Its name towards other systems.
    uuid: Uuid,
    /// Its name at that time.
    username: String,
}

/// What a notification speaks of. Only what applies is there.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct NotificationData {
    /// The job whose outcome it is.
    job_id: Option<Uuid>,
    /// A user.
    user: Option<NotifiedUser>,
    /// A message between users.
    message_id: Option<i64>,
    /// A chat.
    chat_id: Option<i64>,
    /// A message in a chat.
    chat_message_id: Option<i64>,
    /// A broadcast.
    broadcast_id: Option<i64>,
    /// An event.
    event_id: Option<i64>,
    /// The error, as the operation would have answered it.
    error: Option<ErrorBody>,
}

/// Something a user was told.
#[derive(Clone, Debug, Object)]
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
#[derive(Clone, Debug, Object)]
pub(super) struct NotificationList {
    /// The notifications, newest first.
    notifications: Vec<Notification>,
}

/// Answers of `list_notifications`.
#[derive(ApiResponse)]
pub(super) enum ListNotificationsResponse {
    /// The notifications.
    #[oai(status = 200)]
    Ok(
        Json<Listing<NotificationList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
}

impl ListNotificationsResponse {
    pub(super) fn ok(rows: Vec<model::Notification>, meta: ListMeta, link: Option<String>) -> Self {
        let notifications = rows.into_iter().map(Notification::from).collect();
        Self::Ok(Json(Listing::new(NotificationList { notifications }, meta)), link)
    }
}

/// One notification.
#[derive(Clone, Debug, Object)]
pub(super) struct OneNotification {
    /// The notification.
    notification: Notification,
}

/// Answers of `read_notification`.
#[derive(ApiResponse)]
#[expect(clippy::large_enum_variant, reason = "the usual answer is the large one, and lives for one request")]
pub(super) enum ReadNotificationResponse {
    /// The notification, marked as read.
    #[oai(status = 200)]
    Ok(Json<Envelope<OneNotification>>),
    /// The request came with the session cookie from another origin.
    #[oai(status = 403)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Forbidden(Json<ErrorBody>),
    /// The caller has no such notification.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl ReadNotificationResponse {
    pub(super) fn ok(notification: model::Notification) -> Self {
        Self::Ok(Json(Envelope::new(OneNotification { notification: notification.into() })))
    }
}

impl TryFrom<ReadError> for ReadNotificationResponse {
    type Error = Rejection;

    fn try_from(error: ReadError) -> Result<Self, Rejection> {
        match error {
            ReadError::NotFound => {
                Ok(Self::NotFound(Json(ErrorBody::new(Subcode::NotFound, "There is no such notification."))))
            }
            ReadError::Database(error) => Err(error.into()),
        }
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
