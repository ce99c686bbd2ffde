//! Answers of `get_event_export_ical`.

use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Json, Payload};
use poem_openapi::registry::MetaSchemaRef;
use poem_openapi::types::Type;

use super::answers::GetEventExport;
use crate::api::answer::{Failing, Failure, Given};
use crate::api::{Done, Rejection};
use crate::events::error::ReadError;

/// A calendar (RFC 5545).
pub(in crate::events) struct Calendar(pub(in crate::events) String);

impl Calendar {
    const TYPE: &'static str = "text/calendar; charset=utf-8";
}

impl Payload for Calendar {
    const CONTENT_TYPE: &'static str = Self::TYPE;

    fn schema_ref() -> MetaSchemaRef {
        String::schema_ref()
    }
}

impl IntoResponse for Calendar {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::TYPE).body(self.0)
    }
}

/// Answers of `get_event_export_ical`.
#[derive(ApiResponse)]
pub(in crate::events) enum GetEventExportResponse {
    /// The calendar, as it was last made.
    #[oai(status = 200)]
    Ok(
        Calendar,
        /// Names these bytes.
        #[oai(header = "ETag")]
        String,
        /// A copy is good for as long as its `ETag` is.
        #[oai(header = "Cache-Control")]
        String,
        /// What to call it.
        #[oai(header = "Content-Disposition")]
        String,
    ),
    /// The first calendar of this event is being made.
    #[oai(status = 202)]
    Later(
        Json<Done>,
        /// Seconds after which a new try makes sense.
        #[oai(header = "Retry-After")]
        u64,
    ),
    /// The caller has the calendar already.
    #[oai(status = 304)]
    Unchanged(
        /// Names these bytes.
        #[oai(header = "ETag")]
        String,
        /// A copy is good for as long as its `ETag` is.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

impl GetEventExportResponse {
    /// A draft's calendar is for its organiser: no cache in between keeps it.
    fn cache(is_public: bool) -> String {
        if is_public { "no-cache" } else { "private, no-cache" }.to_owned()
    }

    /// The calendar.
    pub(in crate::events) fn ok(content: String, etag: String, name: &str, is_public: bool) -> Self {
        let disposition = format!("attachment; filename=\"{name}\"");
        Self::Ok(Calendar(content), etag, Self::cache(is_public), disposition)
    }

    /// The caller has it.
    pub(in crate::events) fn unchanged(etag: String, is_public: bool) -> Self {
        Self::Unchanged(etag, Self::cache(is_public))
    }

    /// It is being made.
    pub(in crate::events) fn later(wait: u64) -> Self {
        Self::Later(Json(Done::new("The calendar is being made.")), wait)
    }
}

/// Why no calendar is given out. Whoever may not see the event does not know of it, and nobody asks for the trash here,
/// so that nobody is refused.
pub(in crate::events) struct NotExported(ReadError);

impl Failing for NotExported {
    const STATUSES: &'static [Given] = &[Given::Status(404)];
}

impl From<ReadError> for Failure<GetEventExport> {
    fn from(error: ReadError) -> Self {
        NotExported(error).into()
    }
}

impl From<NotExported> for Rejection {
    fn from(NotExported(error): NotExported) -> Self {
        match error {
            ReadError::Refused(_) => Self::unexpected(&error),
            ReadError::Missing(_) | ReadError::Database(_) => error.into(),
        }
    }
}
