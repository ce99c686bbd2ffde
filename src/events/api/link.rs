//! Who speaks in which session.

use poem::web::Data;
use poem_openapi::OpenApi;

use crate::api::answer::{Answer, Success};
use crate::api::{Caller, EventSessionId, Path, SpeakerId, Tag};
use crate::events::dto::{LinkSpeaker, SessionData, Tagged, UnlinkSpeaker};
use crate::events::service;
use crate::infra::Context;

/// Operations on the speakers of a session.
pub struct LinkApi;

#[OpenApi(tag = "Tag::Events")]
impl LinkApi {
    /// Put a speaker into a session
    ///
    /// The speaker must be one of the same event. Who speaks in the session already goes on to. For who may change
    /// the session.
    #[oai(path = "/sessions/:id/speakers/:speaker_id", method = "put", operation_id = "link_speaker")]
    async fn link_speaker(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The session's number.
        id: Path<EventSessionId>,
        /// The speaker's number.
        speaker_id: Path<SpeakerId>,
    ) -> Answer<LinkSpeaker> {
        Ok(Success(SessionData::shown(service::link_speaker(&context, &caller, id.0, speaker_id.0).await?)))
    }

    /// Take a speaker out of a session
    ///
    /// Who does not speak in the session goes on not to. For who may change the session.
    #[oai(path = "/sessions/:id/speakers/:speaker_id", method = "delete", operation_id = "unlink_speaker")]
    async fn unlink_speaker(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The session's number.
        id: Path<EventSessionId>,
        /// The speaker's number.
        speaker_id: Path<SpeakerId>,
    ) -> Answer<UnlinkSpeaker> {
        Ok(Success(SessionData::shown(service::unlink_speaker(&context, &caller, id.0, speaker_id.0).await?)))
    }
}
