//! What the service operations answer.

use std::convert::Infallible;

use poem_openapi::payload::PlainText;
use poem_openapi::{ApiResponse, Enum, Object};
use serde::Serialize;

use crate::api::Done;
use crate::api::answer::{Shown, answers};
use crate::infra::DatabaseError;

/// The word of a service that works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub(super) enum Wellness {
    /// Everything it needs answers.
    Ok,
}

/// How the service is.
#[derive(Clone, Debug, Object, Serialize)]
pub(super) struct Health {
    /// Always `ok`; anything else is a 503.
    pub(super) health: Wellness,
}

answers! {
    for pub(super),

    Ping: Done; Infallible => {
        200 "The process answers.",
    }
    Check: Shown<Health>, CheckByPost: Shown<Health>; DatabaseError => {
        200 "Everything the service needs answers.",
    }
}

/// Answers of `get_metrics`.
#[derive(ApiResponse)]
pub(super) enum MetricsResponse {
    /// Prometheus text (exposition format 0.0.4).
    #[oai(status = 200, content_type = "text/plain; version=0.0.4; charset=utf-8")]
    Ok(PlainText<String>),
}
