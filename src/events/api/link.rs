//! Who speaks in which session.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

use crate::api::{Caller, EventSessionId, SpeakerId, Tag};
use crate::events::dto::{Read, SessionData};
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
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// The speaker's number.
        #[oai(validator(minimum(value = "1")))]
        speaker_id: Path<i64>,
    ) -> poem::Result<Read<SessionData>> {
        let (id, speaker) = (EventSessionId(id.0), SpeakerId(speaker_id.0));
        Ok(match service::link_speaker(&context, &caller, id, speaker).await {
            Ok(session) => Read::ok(session.into()),
            Err(error) => error.try_into()?,
        })
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
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        /// The speaker's number.
        #[oai(validator(minimum(value = "1")))]
        speaker_id: Path<i64>,
    ) -> poem::Result<Read<SessionData>> {
        let (id, speaker) = (EventSessionId(id.0), SpeakerId(speaker_id.0));
        Ok(match service::unlink_speaker(&context, &caller, id, speaker).await {
            Ok(session) => Read::ok(session.into()),
            Err(error) => error.try_into()?,
        })
    }
}
