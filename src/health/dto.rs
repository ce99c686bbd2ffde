//! What the service operations answer.

use poem_openapi::payload::{Json, PlainText};
use poem_openapi::{ApiResponse, Enum, Object};

use crate::api::{Done, Envelope};

/// The word of a service that works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum Wellness {
    /// Everything it needs answers.
    Ok,
}

/// How the service is.
#[derive(Clone, Debug, Object)]
pub struct Health {
    /// Always `ok`; anything else is a 503.
    pub health: Wellness,
}

/// Answers of `ping`.
#[derive(ApiResponse)]
pub enum PingResponse {
    /// The process answers.
    #[oai(status = 200)]
    Ok(Json<Done>),
}

/// Answers of `check`.
#[derive(ApiResponse)]
pub enum CheckResponse {
    /// Everything the service needs answers.
    #[oai(status = 200)]
    Ok(Json<Envelope<Health>>),
}

/// Answers of `get_metrics`.
#[derive(ApiResponse)]
pub enum MetricsResponse {
    /// Prometheus text (exposition format 0.0.4).
    #[oai(status = 200, content_type = "text/plain; version=0.0.4; charset=utf-8")]
    Ok(PlainText<String>),
}
