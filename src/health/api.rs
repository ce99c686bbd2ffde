//! Handlers of ping and check.

use std::sync::Arc;

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::payload::PlainText;

use super::dto::{Check, CheckByPost, Health, MetricsResponse, Ping, Wellness};
use crate::api::answer::{Answer, Shown, Success};
use crate::api::{Done, Rejection, Subcode, Tag};
use crate::infra::metrics::Metrics;
use crate::infra::{Context, database};
use crate::jobs;

/// Operations about the service itself.
pub struct HealthApi;

#[expect(clippy::unused_async, reason = "poem-openapi takes handlers that are async only")]
#[OpenApi(tag = "Tag::Service")]
impl HealthApi {
    /// Ask for a sign of life
    ///
    /// Answers as long as the process runs, whatever the state of what it needs.
    #[oai(path = "/ping", method = "get", operation_id = "ping")]
    async fn ping(&self) -> Answer<Ping> {
        Ok(Success(Done::new("pong!")))
    }

    /// Check that everything needed works
    ///
    /// Asks the database, and looks whether workers come to the queue. For load balancers and orchestrators.
    #[oai(path = "/check", method = "get", operation_id = "check")]
    async fn check(&self, context: Data<&Context>) -> Answer<Check> {
        Ok(Success(examine(&context).await?))
    }

    /// Check that everything needed works, by POST
    ///
    /// The same as the GET, for monitors that only post.
    #[oai(path = "/check", method = "post", operation_id = "check_by_post")]
    async fn check_by_post(&self, context: Data<&Context>) -> Answer<CheckByPost> {
        Ok(Success(examine(&context).await?))
    }

    /// Read the metrics
    ///
    /// Counts and durations of requests by operation and status, for Prometheus.
    #[oai(path = "/metrics", method = "get", operation_id = "get_metrics")]
    async fn get_metrics(&self, metrics: Data<&Arc<Metrics>>) -> MetricsResponse {
        MetricsResponse::Ok(PlainText(metrics.render()))
    }
}

async fn examine(context: &Context) -> Result<Shown<Health>, Rejection> {
    database::ping(&context.database).await?;
    if !jobs::service::is_worked_on(context).await? {
        return Err(Rejection::of(Subcode::QueueDown));
    }
    Ok(Shown::new(Health { health: Wellness::Ok }))
}
