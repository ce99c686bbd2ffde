//! Answers that are the same for an event, a session and a speaker.

use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;
use poem_openapi::types::{ParseFromJSON, ToJSON};

use super::errors;
use super::tag::tag;
use crate::api::{Done, Envelope, ErrorBody, ListMeta, Listing, Rejection, Subcode};
use crate::events::error::{DeleteError, ReadError, RestoreError};

/// Something that has a version, as it is shown.
pub(in crate::events) trait Shown: ParseFromJSON + ToJSON + Send + Sync {
    /// What a caller is told when it is back.
    const RESTORED: &'static str;

    /// Of which version it is.
    fn version(&self) -> i64;
}

/// Answers of showing one thing.
#[derive(ApiResponse)]
pub(in crate::events) enum Read<T: ParseFromJSON + ToJSON + Send + Sync> {
    /// What was asked for, as it is now.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<T>>,
        /// Names its version: send it as `If-Match` to change nothing else.
        #[oai(header = "ETag")]
        String,
    ),
    /// An id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller knows of it and may not.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such thing, or it is deleted, or it is not for the caller.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl<T: Shown> Read<T> {
    /// What was asked for.
    pub(in crate::events) fn ok(data: T) -> Self {
        let tag = tag(data.version());
        Self::Ok(Json(Envelope::new(data)), tag)
    }
}

impl<T: Shown> TryFrom<ReadError> for Read<T> {
    type Error = Rejection;

    fn try_from(error: ReadError) -> Result<Self, Rejection> {
        match error {
            ReadError::Missing(missing) => Ok(Self::NotFound(errors::missing(missing))),
            ReadError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ReadError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of listing what is in an event.
#[derive(ApiResponse)]
pub(in crate::events) enum ListedIn<T: ParseFromJSON + ToJSON + Send + Sync> {
    /// One page, newest first.
    #[oai(status = 200)]
    Ok(
        Json<Listing<T>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
    /// The id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller may not ask for this.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such event, or it is deleted, or it is a draft of somebody else.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl<T: ParseFromJSON + ToJSON + Send + Sync> ListedIn<T> {
    /// One page.
    pub(in crate::events) fn ok(data: T, meta: ListMeta, link: Option<String>) -> Self {
        Self::Ok(Json(Listing::new(data, meta)), link)
    }
}

impl<T: ParseFromJSON + ToJSON + Send + Sync> TryFrom<ReadError> for ListedIn<T> {
    type Error = Rejection;

    fn try_from(error: ReadError) -> Result<Self, Rejection> {
        match error {
            ReadError::Missing(missing) => Ok(Self::NotFound(errors::missing(missing))),
            ReadError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ReadError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of deleting one thing.
#[derive(ApiResponse)]
pub(in crate::events) enum Deleted {
    /// It is deleted.
    #[oai(status = 200)]
    Ok(Json<Done>),
    /// The id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller knows of it and may not.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such thing, or it is deleted already, or it is not for the caller.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// It is of none of the versions in `If-Match`.
    #[oai(status = 412)]
    Changed(Json<ErrorBody>),
}

impl Deleted {
    /// It is deleted.
    pub(in crate::events) fn ok() -> Self {
        Self::Ok(Json(Done::deleted()))
    }
}

impl TryFrom<DeleteError> for Deleted {
    type Error = Rejection;

    fn try_from(error: DeleteError) -> Result<Self, Rejection> {
        match error {
            DeleteError::Changed => Ok(Self::Changed(errors::changed())),
            DeleteError::Read(ReadError::Missing(missing)) => Ok(Self::NotFound(errors::missing(missing))),
            DeleteError::Read(ReadError::Refused(refusal)) => Ok(Self::Forbidden(errors::refused(refusal))),
            DeleteError::Read(ReadError::Database(error)) => Err(error.into()),
        }
    }
}

/// Answers of restoring one thing.
#[derive(ApiResponse)]
pub(in crate::events) enum Restored<T: ParseFromJSON + ToJSON + Send + Sync> {
    /// It is back, as it was.
    #[oai(status = 200)]
    Ok(
        Json<Envelope<T>>,
        /// Names its version: send it as `If-Match` to change nothing else.
        #[oai(header = "ETag")]
        String,
    ),
    /// The id is no positive number.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller knows of it and may not.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such thing, not even in the trash, or it is not for the caller.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// It is not in the trash, or something else has its place by now.
    #[oai(status = 409)]
    Conflict(Json<ErrorBody>),
}

impl<T: Shown> Restored<T> {
    /// It is back.
    pub(in crate::events) fn ok(data: T) -> Self {
        let tag = tag(data.version());
        Self::Ok(Json(Envelope::with_message(data, T::RESTORED)), tag)
    }
}

impl<T: Shown> TryFrom<RestoreError> for Restored<T> {
    type Error = Rejection;

    fn try_from(error: RestoreError) -> Result<Self, Rejection> {
        match error {
            RestoreError::NotTrashed => Ok(Self::Conflict(errors::not_trashed())),
            RestoreError::Taken => {
                Ok(Self::Conflict(Json(ErrorBody::new(Subcode::SpeakerExists, error.to_string()))))
            }
            RestoreError::Read(ReadError::Missing(missing)) => Ok(Self::NotFound(errors::missing(missing))),
            RestoreError::Read(ReadError::Refused(refusal)) => Ok(Self::Forbidden(errors::refused(refusal))),
            RestoreError::Read(ReadError::Database(error)) => Err(error.into()),
        }
    }
}
