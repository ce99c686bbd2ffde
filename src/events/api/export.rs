//! Calendars of events.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Header;

use crate::api::answer::Failure;
use crate::api::{EventId, Path, Tag, Visitor, is_known};
use crate::events::dto::{GetEventExport, GetEventExportResponse};
use crate::events::service::{self, Exported};
use crate::infra::Context;

/// Operations on calendars.
pub struct ExportApi;

#[OpenApi(tag = "Tag::Events")]
impl ExportApi {
    /// Read an event's calendar
    ///
    /// Its accepted and confirmed sessions with the names of their speakers, as a calendar that programs can subscribe
    /// to (RFC 5545). It is made anew soon after every change. A draft's is for its organiser.
    #[oai(path = "/events/:id/export/ical", method = "get", operation_id = "get_event_export_ical")]
    async fn get_event_export_ical(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The event's number.
        id: Path<EventId>,
        /// The `ETag` of a copy: the calendar is of interest only if the copy is no longer good.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
    ) -> Result<GetEventExportResponse, Failure<GetEventExport>> {
        let (export, is_public) = match service::get_export(&context, visitor.0.as_ref(), id.0).await? {
            Exported::Ready { export, is_public } => (export, is_public),
            Exported::Later { wait } => return Ok(GetEventExportResponse::later(wait)),
        };
        let etag = format!("\"{}\"", export.sha256);
        if if_none_match.0.is_some_and(|known| is_known(&known, &etag)) {
            return Ok(GetEventExportResponse::unchanged(etag, is_public));
        }
        let name = format!("event-{}.ics", export.event);
        Ok(GetEventExportResponse::ok(export.content, etag, &name, is_public))
    }
}
