//! Handlers of ping and check.

use std::sync::Arc;

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::payload::{Json, PlainText};

use super::dto::{CheckResponse, Health, MetricsResponse, PingResponse, Wellness};
use crate::api::{Done, Envelope, Rejection, Subcode, Tag};
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
    async fn ping(&self) -> PingResponse {
        PingResponse::Ok(Json(Done::new("pong!")))
    }

    /// Check that everything needed works
    ///
    /// Asks the database, and looks whether workers come to the queue. For load balancers and orchestrators.
    #[oai(path = "/check", method = "get", operation_id = "check")]
    async fn check(&self, context: Data<&Context>) -> poem::Result<CheckResponse> {
        database::ping(&context.database).await.map_err(Rejection::from)?;
        if !jobs::service::is_worked_on(&context).await.map_err(Rejection::from)? {
            return Err(Rejection::of(Subcode::QueueDown).into());
        }
        Ok(CheckResponse::Ok(Json(Envelope::new(Health { health: Wellness::Ok }))))
    }

    /// Check that everything needed works, by POST
    ///
    /// The same as the GET, for monitors that only post.
    #[oai(path = "/check", method = "post", operation_id = "check_by_post")]
    async fn check_by_post(&self, context: Data<&Context>) -> poem::Result<CheckResponse> {
        self.check(context).await
    }

    /// Read the metrics
    ///
    /// Counts and durations of requests by operation and status, for Prometheus.
    #[oai(path = "/metrics", method = "get", operation_id = "get_metrics")]
    async fn get_metrics(&self, metrics: Data<&Arc<Metrics>>) -> MetricsResponse {
        MetricsResponse::Ok(PlainText(metrics.render()))
    }
}
