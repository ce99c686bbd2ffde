//! Sessions of events.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};

use crate::api::answer::{Answer, Listed, Success};
use crate::api::{
    Caller, Done, EventId, EventSessionId, JsonBody, Limit, Page, Path, Start, Tag, Visitor, words,
};
use crate::events::dto::{
    CreateSession, DeleteSession, GetSession, ListSessions, NewSession, RestoreSession, SessionChanges,
    SessionData, SessionState, Tagged, UpdateSession, expected,
};
use crate::events::model::SessionFilter;
use crate::events::service;
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// Operations on sessions.
pub struct SessionApi;

#[OpenApi(tag = "Tag::Events")]
impl SessionApi {
    /// List sessions of an event
    ///
    /// Newest first: the accepted and confirmed ones, and those that the caller has proposed. The event's organiser
    /// and administrators see all.
    #[oai(path = "/events/:id/sessions", method = "get", operation_id = "list_sessions")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_sessions(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The event's number.
        id: Path<EventId>,
        /// Only sessions in this state.
        state: Query<Option<SessionState>>,
        /// How many sessions at most.
        limit: Limit,
        /// The last id seen: only older sessions are listed.
        start: Start,
        /// Whether to list deleted sessions too: those that the caller has proposed, or all for the organiser, even
        /// of a deleted event.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<ListSessions> {
        let page = Page::new(limit, start);
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        let filter = SessionFilter { state: state.0.map(Into::into) };
        let found = service::list_sessions(&context, viewer, id.0, &filter, &page, view).await?;
        let others = [
            ("state", state.0.and_then(|state| words::word(&state))),
            ("with_trashed", words::flag(with_trashed.0)),
        ];
        Ok(Success(Listed::at(&format!("/events/{}/sessions", id.0), &others, found)))
    }

    /// Propose a session
    ///
    /// Anybody who sees the event may. It begins as a draft or pending; its organiser decides on it.
    #[oai(path = "/events/:id/sessions", method = "post", operation_id = "create_session")]
    async fn create_session(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The event's number.
        id: Path<EventId>,
        body: JsonBody<NewSession>,
    ) -> Answer<CreateSession> {
        let (fields, state) = body.0.into();
        let session = service::create_session(&context, &caller, id.0, fields, state).await?;
        Ok(Success(SessionData::created(format!("/sessions/{}", session.session.id), session)))
    }

    /// Show a session
    ///
    /// An accepted or confirmed one to everybody, another to who has proposed it, the event's organiser and
    /// administrators.
    #[oai(path = "/sessions/:id", method = "get", operation_id = "get_session")]
    async fn get_session(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The session's number.
        id: Path<EventSessionId>,
        /// Whether to show a deleted session too. For who has proposed it, the event's organiser and administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<GetSession> {
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        Ok(Success(SessionData::shown(service::get_session(&context, viewer, id.0, view).await?)))
    }

    /// Change or move a session
    ///
    /// For who has proposed it, the event's organiser and administrators. What is said about a session that the
    /// organiser has decided on is changed by its organiser only. Who may move it from which state to which stands in
    /// a table of the documentation. With `If-Match` only if nobody has changed it in the meantime.
    #[oai(path = "/sessions/:id", method = "patch", operation_id = "update_session")]
    async fn update_session(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The session's number.
        id: Path<EventSessionId>,
        /// The `ETag` that the caller has read; of several any, of `*` whatever it is.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: JsonBody<SessionChanges>,
    ) -> Answer<UpdateSession> {
        let (expected, (changes, state)) = (expected(if_match.0.as_deref()), body.0.into());
        let session = service::update_session(&context, &caller, id.0, changes, state, &expected).await?;
        Ok(Success(SessionData::shown(session)))
    }

    /// Delete a session
    ///
    /// Into the trash, from where it can be restored. For who has proposed it, the event's organiser and
    /// administrators.
    #[oai(path = "/sessions/:id", method = "delete", operation_id = "delete_session")]
    async fn delete_session(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The session's number.
        id: Path<EventSessionId>,
        /// The `ETag` that the caller has read; of several any, of `*` whatever it is.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        /// Whether to remove the session for good, from the trash too. For administrators.
        #[oai(default)]
        permanent: Query<bool>,
    ) -> Answer<DeleteSession> {
        let (expected, deletion) = (expected(if_match.0.as_deref()), Deletion::asked(permanent.0));
        service::delete_session(&context, &caller, id.0, deletion, &expected).await?;
        Ok(Success(Done::deleted()))
    }

    /// Restore a session
    ///
    /// Brings it back from the trash as it was. For who has proposed it, the event's organiser and administrators.
    #[oai(path = "/sessions/:id/restore", method = "post", operation_id = "restore_session")]
    async fn restore_session(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The session's number.
        id: Path<EventSessionId>,
    ) -> Answer<RestoreSession> {
        Ok(Success(SessionData::restored(service::restore_session(&context, &caller, id.0).await?)))
    }
}
