//! Broadcasts as the API takes and shows them.

use poem_openapi::{Enum, Object};
use serde::Serialize;

use super::banners::BannerError;
use super::error::{CreateError, ListError, ReadError};
use super::model;
use super::service::Shown;
use crate::api::answer::{self, Deferred, Listed, answers, failures};
use crate::api::{BroadcastId, ErrorBody, Subcode, Timestamp};
use crate::chats::model::TEXT_MAX;
use crate::jobs::Accepted;
use crate::media::Picture;

/// A broadcast to be sent.
#[derive(Clone, Debug, Object)]
pub(super) struct NewBroadcast {
    /// What to write to the banner, not all of it blank.
    #[oai(validator(min_length = 1, max_length = 10000))]
    pub(super) text: Option<String>,
}

/// How a broadcast stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
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
#[derive(Clone, Debug, Object, Serialize)]
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
#[derive(Clone, Debug, Object, Serialize)]
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
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct BroadcastList {
    /// The broadcasts, newest first.
    broadcasts: Vec<Broadcast>,
}

impl From<Vec<Shown>> for BroadcastList {
    fn from(rows: Vec<Shown>) -> Self {
        Self { broadcasts: rows.into_iter().map(Broadcast::from).collect() }
    }
}

/// One broadcast.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct OneBroadcast {
    /// The broadcast.
    broadcast: Broadcast,
}

impl From<Shown> for OneBroadcast {
    fn from(shown: Shown) -> Self {
        Self { broadcast: shown.into() }
    }
}

failures! {
    BannerError as error {
        TimedOut => 504 ErrorBody::of(Subcode::BannerApiTimeout),
        NotConfigured => 502 ErrorBody::new(Subcode::BannerApiError, error.to_string()),
        Unusable(_) => 502 ErrorBody::new(Subcode::BannerApiError, error.to_string()),
    }
    CreateError as error {
        Refused => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        BadText => 400 bad_text(),
        NoneLeft => 409 ErrorBody::of(Subcode::NoBannerLeft),
        Banners(error) => BannerError error,
        Database(error) => fault error,
    }
    ListError as error {
        Refused => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        Database(error) => fault error,
    }
    ReadError as error {
        Refused => 403 ErrorBody::new(Subcode::Forbidden, error.to_string()),
        NotFound => 404 ErrorBody::new(Subcode::NotFound, "There is no such broadcast."),
        Database(error) => fault error,
    }
}

answers! {
    for pub(super),

    CreateBroadcast: Deferred<Accepted>; CreateError => {
        202 "A banner is reserved and will be sent. Whoever asked is told when it was, or why it was not.",
        400 "The text is not valid.",
        403 "Only an administrator may broadcast.",
        409 "Every banner was sent already.",
        502 "There is no banner API, or it gave no usable answer. Nothing is reserved.",
        504 "The banner API did not answer in time. Nothing is reserved.",
    }
    ListBroadcasts: Listed<BroadcastList>; ListError => {
        200 "The broadcasts.",
        403 "Only an administrator may look at broadcasts.",
    }
    GetBroadcast: answer::Shown<OneBroadcast>; ReadError => {
        200 "The broadcast as it stands.",
        403 "Only an administrator may look at broadcasts.",
        404 "There is no such broadcast.",
    }
}

fn bad_text() -> ErrorBody {
    let message = format!("A text has 1 to {TEXT_MAX} characters, not all of them blank.");
    ErrorBody::field(Subcode::InvalidText, "/text", message)
}
