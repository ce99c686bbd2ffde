//! Handlers of the operations on exercises.

use poem::web::Data;
use poem_openapi::OpenApi;

use crate::api::answer::{Answer, Created, Listed, Shown, Success};
use crate::api::{Caller, ExerciseId, JsonBody, Limit, Page, Path, Start, Tag, Visitor};
use crate::exercises::dto::{CreateExercise, GetExercise, ListExercises, NewExercise};
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
    ) -> Answer<ListExercises> {
        let page = Page::new(limit, start);
        let found = service::list_exercises(&context, visitor.0.as_ref(), &page).await?;
        Ok(Success(Listed::at("/exercises", &[], found)))
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
    ) -> Answer<GetExercise> {
        Ok(Success(Shown::new(service::get_exercise(&context, visitor.0.as_ref(), id.0).await?)))
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
    ) -> Answer<CreateExercise> {
        let seen = service::create_exercise(&context, &caller, body.0.into()).await?;
        let location = format!("/exercises/{}", seen.exercise.id);
        Ok(Success(Created::with_message(location, seen, "New exercise was added!")))
    }
}
