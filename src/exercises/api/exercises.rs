//! Handlers of the operations on exercises.

use poem::web::Data;
use poem_openapi::OpenApi;

use crate::api::{Caller, ExerciseId, JsonBody, Limit, Page, Path, Rejection, Start, Tag, Visitor};
use crate::exercises::dto::{
    CreateExerciseResponse, GetExerciseResponse, ListExercisesResponse, NewExercise,
};
use crate::exercises::service;
use crate::infra::Context;

/// Operations on exercises.
pub struct ExercisesApi;

#[OpenApi(tag = "Tag::Exercises")]
impl ExercisesApi {
    /// List exercises
    ///
    /// Newest first. Administrators see the solutions too.
    #[oai(path = "/exercises", method = "get", operation_id = "list_exercises")]
    async fn list_exercises(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// How many exercises at most.
        limit: Limit,
        /// The last id seen: only older exercises are listed.
        start: Start,
    ) -> poem::Result<ListExercisesResponse> {
        let page = Page::new(limit, start);
        let listed = service::list_exercises(&context, visitor.0.as_ref(), &page).await;
        let (rows, meta) = listed.map_err(Rejection::from)?;
        let link = meta.link("/exercises", &[]);
        Ok(ListExercisesResponse::ok(rows, meta, link))
    }

    /// Show an exercise
    ///
    /// Administrators see the solution too.
    #[oai(path = "/exercises/:id", method = "get", operation_id = "get_exercise")]
    async fn get_exercise(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The exercise's number.
        id: Path<ExerciseId>,
    ) -> poem::Result<GetExerciseResponse> {
        Ok(match service::get_exercise(&context, visitor.0.as_ref(), id.0).await {
            Ok(seen) => GetExerciseResponse::ok(seen),
            Err(error) => error.try_into()?,
        })
    }

    /// Add an exercise
    ///
    /// For administrators.
    #[oai(path = "/exercises", method = "post", operation_id = "create_exercise")]
    async fn create_exercise(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<NewExercise>,
    ) -> poem::Result<CreateExerciseResponse> {
        Ok(match service::create_exercise(&context, &caller, body.0.into()).await {
            Ok(seen) => CreateExerciseResponse::created(seen),
            Err(error) => error.try_into()?,
        })
    }
}
