//! Events.

use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};

use crate::api::answer::{Answer, Listed, Success};
use crate::api::{Caller, Done, EventId, JsonBody, Limit, Page, Path, Start, Tag, Visitor, words};
use crate::events::dto::{
    CreateEvent, DeleteEvent, EventChanges, EventData, EventState, GetEvent, ListEvents, NewEvent,
    RestoreEvent, Tagged, UpdateEvent, expected,
};
use crate::events::model::EventFilter;
use crate::events::service;
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// Operations on events.
pub struct EventApi;

#[OpenApi(tag = "Tag::Events")]
impl EventApi {
    /// List events
    ///
    /// Newest first: the published ones, and the caller's own drafts. Administrators see all drafts.
    #[oai(path = "/events", method = "get", operation_id = "list_events")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_events(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// Only events in this state.
        state: Query<Option<EventState>>,
        /// Only events that are over later than this.
        from: Query<Option<DateTime<Utc>>>,
        /// Only events that begin before this.
        until: Query<Option<DateTime<Utc>>>,
        /// Only events with this in their name, without regard to the case of the letters a to z.
        #[oai(validator(min_length = 1, max_length = 200))]
        name: Query<Option<String>>,
        /// How many events at most.
        limit: Limit,
        /// The last id seen: only older events are listed.
        start: Start,
        /// Whether to list deleted events too: the caller's own, or all for administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<ListEvents> {
        let page = Page::new(limit, start);
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        let filter = EventFilter {
            state: state.0.map(Into::into),
            from: from.0,
            until: until.0,
            name: name.0.clone(),
        };
        let found = service::list_events(&context, viewer, &filter, &page, view).await?;
        let others = [
            ("state", state.0.and_then(|state| words::word(&state))),
            ("from", from.0.map(words::moment)),
            ("until", until.0.map(words::moment)),
            ("name", name.0),
            ("with_trashed", words::flag(with_trashed.0)),
        ];
        Ok(Success(Listed::at("/events", &others, found)))
    }

    /// Organise an event
    ///
    /// The caller becomes its organiser. A draft is seen by its organiser and administrators only.
    #[oai(path = "/events", method = "post", operation_id = "create_event")]
    async fn create_event(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<NewEvent>,
    ) -> Answer<CreateEvent> {
        let event = service::create_event(&context, &caller, body.0.into()).await?;
        Ok(Success(EventData::created(format!("/events/{}", event.id), event)))
    }

    /// Show an event
    #[oai(path = "/events/:id", method = "get", operation_id = "get_event")]
    async fn get_event(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The event's number.
        id: Path<EventId>,
        /// Whether to show a deleted event too. For its organiser and administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<GetEvent> {
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        Ok(Success(EventData::shown(service::get_event(&context, viewer, id.0, view).await?)))
    }

    /// Change an event
    ///
    /// For its organiser and administrators. With `If-Match` only if nobody has changed it in the meantime.
    #[oai(path = "/events/:id", method = "patch", operation_id = "update_event")]
    async fn update_event(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The event's number.
        id: Path<EventId>,
        /// The `ETag` that the caller has read; of several any, of `*` whatever it is.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: JsonBody<EventChanges>,
    ) -> Answer<UpdateEvent> {
        let expected = expected(if_match.0.as_deref());
        Ok(Success(EventData::shown(
            service::update_event(&context, &caller, id.0, body.0.into(), &expected).await?,
        )))
    }

    /// Delete an event
    ///
    /// Into the trash, where its sessions, speakers and calendar are hidden with it. For its organiser and
    /// administrators.
    #[oai(path = "/events/:id", method = "delete", operation_id = "delete_event")]
    async fn delete_event(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The event's number.
        id: Path<EventId>,
        /// The `ETag` that the caller has read; of several any, of `*` whatever it is.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        /// Whether to remove the event for good with all that is in it, from the trash too. For administrators.
        #[oai(default)]
        permanent: Query<bool>,
    ) -> Answer<DeleteEvent> {
        let (expected, deletion) = (expected(if_match.0.as_deref()), Deletion::asked(permanent.0));
        service::delete_event(&context, &caller, id.0, deletion, &expected).await?;
        Ok(Success(Done::deleted()))
    }

    /// Restore an event
    ///
    /// Brings it back from the trash with its sessions, speakers and calendar as they were. For its organiser and
    /// administrators.
    #[oai(path = "/events/:id/restore", method = "post", operation_id = "restore_event")]
    async fn restore_event(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The event's number.
        id: Path<EventId>,
    ) -> Answer<RestoreEvent> {
        Ok(Success(EventData::restored(service::restore_event(&context, &caller, id.0).await?)))
    }
}
