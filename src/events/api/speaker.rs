//! Speakers of events.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};

use crate::api::answer::{Answer, Listed, Success};
use crate::api::{Caller, Done, EventId, JsonBody, Limit, Page, Path, SpeakerId, Start, Tag, Visitor, words};
use crate::events::dto::{
    CreateSpeaker, DeleteSpeaker, GetSpeaker, ListSpeakers, NewSpeaker, RestoreSpeaker, SpeakerChanges,
    SpeakerData, Tagged, UpdateSpeaker, expected,
};
use crate::events::model::SpeakerFilter;
use crate::events::service;
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// Operations on speakers.
pub struct SpeakerApi;

#[OpenApi(tag = "Tag::Events")]
impl SpeakerApi {
    /// List speakers of an event
    ///
    /// Newest first. E-mail addresses are shown to the event's organiser and administrators.
    #[oai(path = "/events/:id/speakers", method = "get", operation_id = "list_speakers")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_speakers(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The event's number.
        id: Path<EventId>,
        /// Only speakers with this in their name, without regard to the case of the letters a to z.
        #[oai(validator(min_length = 1, max_length = 200))]
        name: Query<Option<String>>,
        /// Only the speaker with this address, in whatever case. For the event's organiser and administrators.
        #[oai(validator(min_length = 3, max_length = 254))]
        email: Query<Option<String>>,
        /// How many speakers at most.
        limit: Limit,
        /// The last id seen: only older speakers are listed.
        start: Start,
        /// Whether to list deleted speakers too, even of a deleted event. For the event's organiser and
        /// administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<ListSpeakers> {
        let page = Page::new(limit, start);
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        let filter = SpeakerFilter { name: name.0.clone(), email: email.0.clone() };
        let found = service::list_speakers(&context, viewer, id.0, &filter, &page, view).await?;
        let others = [("name", name.0), ("email", email.0), ("with_trashed", words::flag(with_trashed.0))];
        Ok(Success(Listed::at(&format!("/events/{}/speakers", id.0), &others, found)))
    }

    /// Name a speaker
    ///
    /// For the event's organiser and administrators.
    #[oai(path = "/events/:id/speakers", method = "post", operation_id = "create_speaker")]
    async fn create_speaker(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The event's number.
        id: Path<EventId>,
        body: JsonBody<NewSpeaker>,
    ) -> Answer<CreateSpeaker> {
        let speaker = service::create_speaker(&context, &caller, id.0, body.0.into()).await?;
        Ok(Success(SpeakerData::created(format!("/speakers/{}", speaker.speaker.id), speaker)))
    }

    /// Show a speaker
    ///
    /// The e-mail address is shown to the event's organiser and administrators.
    #[oai(path = "/speakers/:id", method = "get", operation_id = "get_speaker")]
    async fn get_speaker(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The speaker's number.
        id: Path<SpeakerId>,
        /// Whether to show a deleted speaker too. For the event's organiser and administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<GetSpeaker> {
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        Ok(Success(SpeakerData::shown(service::get_speaker(&context, viewer, id.0, view).await?)))
    }

    /// Change a speaker
    ///
    /// For the event's organiser and administrators. With `If-Match` only if nobody has changed them in the meantime.
    #[oai(path = "/speakers/:id", method = "patch", operation_id = "update_speaker")]
    async fn update_speaker(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The speaker's number.
        id: Path<SpeakerId>,
        /// The `ETag` that the caller has read; of several any, of `*` whatever it is.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: JsonBody<SpeakerChanges>,
    ) -> Answer<UpdateSpeaker> {
        let expected = expected(if_match.0.as_deref());
        let speaker = service::update_speaker(&context, &caller, id.0, body.0.into(), &expected).await?;
        Ok(Success(SpeakerData::shown(speaker)))
    }

    /// Delete a speaker
    ///
    /// Into the trash, from where they can be restored. For the event's organiser and administrators.
    #[oai(path = "/speakers/:id", method = "delete", operation_id = "delete_speaker")]
    async fn delete_speaker(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The speaker's number.
        id: Path<SpeakerId>,
        /// The `ETag` that the caller has read; of several any, of `*` whatever it is.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        /// Whether to remove the speaker for good, from the trash too. For administrators.
        #[oai(default)]
        permanent: Query<bool>,
    ) -> Answer<DeleteSpeaker> {
        let (expected, deletion) = (expected(if_match.0.as_deref()), Deletion::asked(permanent.0));
        service::delete_speaker(&context, &caller, id.0, deletion, &expected).await?;
        Ok(Success(Done::deleted()))
    }

    /// Restore a speaker
    ///
    /// Brings them back from the trash, into the sessions that they spoke in. For the event's organiser and
    /// administrators.
    #[oai(path = "/speakers/:id/restore", method = "post", operation_id = "restore_speaker")]
    async fn restore_speaker(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The speaker's number.
        id: Path<SpeakerId>,
    ) -> Answer<RestoreSpeaker> {
        Ok(Success(SpeakerData::restored(service::restore_speaker(&context, &caller, id.0).await?)))
    }
}
