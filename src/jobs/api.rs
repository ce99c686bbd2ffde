//! The handler of the operation on jobs.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

use super::dto::GetJob;
use super::model::JobId;
use super::service;
use crate::api::answer::{Answer, Shown, Success};
use crate::api::{Caller, Tag};
use crate::infra::Context;

/// Operations on jobs.
pub struct JobsApi;

#[OpenApi(tag = "Tag::Jobs")]
impl JobsApi {
    /// Show a job
    ///
    /// How it stands, to who asked for it and to administrators.
    #[oai(path = "/jobs/:job_id", method = "get", operation_id = "get_job")]
    async fn get_job(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The job's name.
        job_id: Path<Uuid>,
    ) -> Answer<GetJob> {
        Ok(Success(Shown::new(service::get_job(&context, &caller, JobId(job_id.0)).await?)))
    }
}
