//! Broadcasts as the API takes and shows them.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object};

use super::banners::BannerError;
use super::error::{CreateError, ReadError};
use super::model;
use super::service::Shown;
use crate::api::{BroadcastId, Envelope, ErrorBody, ListMeta, Listing, Rejection, Subcode, Timestamp};
use crate::chats::model::TEXT_MAX;
use crate::jobs::{Accepted, JobId};
use crate::media::Picture;

/// A broadcast to be sent.
#[derive(Clone, Debug, Object)]
pub(super) struct NewBroadcast {
    /// What to write to the banner, not all of it blank.
    #[oai(validator(min_length = 1, max_length = 10000))]
    pub(super) text: Option<String>,
}

/// Answers of `create_broadcast`.
#[derive(ApiResponse)]
pub(super) enum CreateBroadcastResponse {
    /// A banner is reserved and will be sent. Whoever asked is told when it was, or why it was not.
    #[oai(status = 202)]
    Accepted(
        Json<Envelope<Accepted>>,
        /// Where the job is.
        #[oai(header = "Location")]
        String,
    ),
    /// The text is not valid.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// Only an administrator may broadcast.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// Every banner was sent already.
    #[oai(status = 409)]
    NoneLeft(Json<ErrorBody>),
    /// There is no banner API, or it gave no usable answer. Nothing is reserved.
    #[oai(status = 502)]
    BadGateway(Json<ErrorBody>),
    /// The banner API did not answer in time. Nothing is reserved.
    #[oai(status = 504)]
    GatewayTimeout(Json<ErrorBody>),
}

impl CreateBroadcastResponse {
    pub(super) fn accepted(job: JobId) -> Self {
        let (body, location) = Accepted::envelope(job);
        Self::Accepted(body, location)
    }
}

impl TryFrom<CreateError> for CreateBroadcastResponse {
    type Error = Rejection;

    fn try_from(error: CreateError) -> Result<Self, Rejection> {
        Ok(match error {
            CreateError::Refused => {
                Self::Forbidden(Json(ErrorBody::new(Subcode::Forbidden, error.to_string())))
            }
            CreateError::BadText => {
                let message = format!("A text has 1 to {TEXT_MAX} characters, not all of them blank.");
                Self::Invalid(Json(ErrorBody::field(Subcode::InvalidText, "/text", message)))
            }
            CreateError::NoneLeft => Self::NoneLeft(Json(ErrorBody::of(Subcode::NoBannerLeft))),
            CreateError::Banners(BannerError::TimedOut) => {
                Self::GatewayTimeout(Json(ErrorBody::of(Subcode::BannerApiTimeout)))
            }
            CreateError::Banners(error @ (BannerError::NotConfigured | BannerError::Unusable(_))) => {
                Self::BadGateway(Json(ErrorBody::new(Subcode::BannerApiError, error.to_string())))
            }
            CreateError::Database(error) => return Err(error.into()),
        })
    }
}

/// How a broadcast stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub(super) enum BroadcastState {
    /// Its banner is reserved; the picture has not been fetched.
    Queued,
    /// It is being written into the chats.
    Sending,
    /// It stands in every chat there was when it began.
    Finished,
    /// It was given up.
    Failed,
}

impl From<model::State> for BroadcastState {
    fn from(state: model::State) -> Self {
        match state {
            model::State::Queued => Self::Queued,
            model::State::Sending => Self::Sending,
            model::State::Finished => Self::Finished,
            model::State::Failed => Self::Failed,
        }
    }
}

/// A picture as the banner API describes it.
#[derive(Clone, Debug, Object)]
pub(super) struct Banner {
    /// What the banner API calls it.
    id: Option<String>,
    /// Where it was found.
    url: String,
    /// Its title.
    title: Option<String>,
    /// What it shows.
    description: Option<String>,
}

/// A banner that was, is being or could not be sent.
#[derive(Clone, Debug, Object)]
pub(super) struct Broadcast {
    /// Its number; newer ones have higher numbers.
    id: BroadcastId,
    /// How it stands.
    state: BroadcastState,
    /// How many chats there were when the sending began; 0 before.
    total: u64,
    /// Into how many of them it was written.
    delivered: u64,
    /// What the administrator wrote to it.
    text: Option<String>,
    /// Where the picture is from.
    banner: Banner,
    /// The picture as it stands in the chats; null until it was fetched.
    picture: Option<Picture>,
    /// When it was asked for.
    created_at: Timestamp,
    /// When it finished or failed.
    finished_at: Option<Timestamp>,
}

impl From<Shown> for Broadcast {
    fn from((broadcast, picture): Shown) -> Self {
        let model::Broadcast {
            id,
            state,
            total,
            delivered,
            text,
            banner,
            media: _,
            created_by: _,
            created_at,
            finished_at,
        } = broadcast;
        let model::Banner { id: banner_id, url, title, description } = banner;
        Self {
            id,
            state: state.into(),
            total,
            delivered,
            text,
            banner: Banner { id: banner_id, url, title, description },
            picture: picture.map(Picture::from),
            created_at: created_at.into(),
            finished_at: finished_at.map(Timestamp::from),
        }
    }
}

/// Broadcasts of one page.
#[derive(Clone, Debug, Object)]
pub(super) struct BroadcastList {
    /// The broadcasts, newest first.
    broadcasts: Vec<Broadcast>,
}

/// One broadcast.
#[derive(Clone, Debug, Object)]
pub(super) struct OneBroadcast {
    /// The broadcast.
    broadcast: Broadcast,
}

/// Answers of `list_broadcasts`.
#[derive(ApiResponse)]
pub(super) enum ListBroadcastsResponse {
    /// The broadcasts.
    #[oai(status = 200)]
    Ok(
        Json<Listing<BroadcastList>>,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
    ),
    /// Only an administrator may look at broadcasts.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
}

impl ListBroadcastsResponse {
    pub(super) fn ok(rows: Vec<Shown>, meta: ListMeta, link: Option<String>) -> Self {
        let broadcasts = rows.into_iter().map(Broadcast::from).collect();
        Self::Ok(Json(Listing::new(BroadcastList { broadcasts }, meta)), link)
    }
}

impl TryFrom<ReadError> for ListBroadcastsResponse {
    type Error = Rejection;

    fn try_from(error: ReadError) -> Result<Self, Rejection> {
        match error {
            ReadError::Refused => Ok(Self::Forbidden(refused(&error))),
            // A list is there even when it is empty.
            ReadError::NotFound => Err(Rejection::unexpected(&error)),
            ReadError::Database(error) => Err(error.into()),
        }
    }
}

/// Answers of `get_broadcast`.
#[derive(ApiResponse)]
#[expect(clippy::large_enum_variant, reason = "the usual answer is the large one, and lives for one request")]
pub(super) enum GetBroadcastResponse {
    /// The broadcast as it stands.
    #[oai(status = 200)]
    Ok(Json<Envelope<OneBroadcast>>),
    /// Only an administrator may look at broadcasts.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such broadcast.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetBroadcastResponse {
    pub(super) fn ok(shown: Shown) -> Self {
        Self::Ok(Json(Envelope::new(OneBroadcast { broadcast: shown.into() })))
    }
}

impl TryFrom<ReadError> for GetBroadcastResponse {
    type Error = Rejection;

    fn try_from(error: ReadError) -> Result<Self, Rejection> {
        match error {
            ReadError::Refused => Ok(Self::Forbidden(refused(&error))),
            ReadError::NotFound => {
                Ok(Self::NotFound(Json(ErrorBody::new(Subcode::NotFound, "There is no such broadcast."))))
            }
            ReadError::Database(error) => Err(error.into()),
        }
    }
}

fn refused(error: &ReadError) -> Json<ErrorBody> {
    Json(ErrorBody::new(Subcode::Forbidden, error.to_string()))
}
