//! Handlers of the operations on scores.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

use crate::api::{Caller, ExerciseId, JsonBody, Page, Rejection, ScoreId, Tag, UserId};
use crate::exercises::dto::{
    CreateScoreResponse, GetScoreResponse, ListScoresResponse, NewScore, ReplaceScoreResponse, ScoreChanges,
    UpdateScoreResponse, UpsertScoreResponse,
};
use crate::exercises::model::Filter;
use crate::exercises::service;
use crate::infra::Context;

/// Operations on scores.
pub struct ScoresApi;

#[OpenApi(tag = "Tag::Scores")]
impl ScoresApi {
    /// List scores
    ///
    /// Of everybody, newest first; those of deleted users are left out.
    #[oai(path = "/scores", method = "get", operation_id = "list_scores")]
    async fn list_scores(
        &self,
        context: Data<&Context>,
        /// Only scores of this user.
        #[oai(validator(minimum(value = "1")))]
        user_id: Query<Option<i64>>,
        /// Only scores of this exercise.
        #[oai(validator(minimum(value = "1")))]
        exercise_id: Query<Option<i64>>,
        /// Only right solutions, or only wrong ones.
        correct: Query<Option<bool>>,
        /// How many scores at most.
        #[oai(default = "Page::default_limit", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
        /// The last id seen: only older scores are listed.
        #[oai(validator(minimum(value = "1")))]
        start: Query<Option<i64>>,
    ) -> poem::Result<ListScoresResponse> {
        let page = Page::new(Some(limit.0), start.0);
        let filter = filter(user_id.0, exercise_id.0, correct.0);
        let listed = service::list_scores(&context, filter, &page).await;
        let (rows, meta) = listed.map_err(Rejection::from)?;
        let link = page.link("/scores", &asked(filter), &meta);
        Ok(ListScoresResponse::ok(rows, meta, link))
    }

    /// List own scores
    ///
    /// The caller's, newest first.
    #[oai(path = "/scores/user", method = "get", operation_id = "list_own_scores")]
    async fn list_own_scores(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// Only scores of this exercise.
        #[oai(validator(minimum(value = "1")))]
        exercise_id: Query<Option<i64>>,
        /// Only right solutions, or only wrong ones.
        correct: Query<Option<bool>>,
        /// How many scores at most.
        #[oai(default = "Page::default_limit", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u64>,
        /// The last id seen: only older scores are listed.
        #[oai(validator(minimum(value = "1")))]
        start: Query<Option<i64>>,
    ) -> poem::Result<ListScoresResponse> {
        let page = Page::new(Some(limit.0), start.0);
        let filter = filter(None, exercise_id.0, correct.0);
        let listed = service::list_own_scores(&context, &caller, filter, &page).await;
        let (rows, meta) = listed.map_err(Rejection::from)?;
        let link = page.link("/scores/user", &asked(filter), &meta);
        Ok(ListScoresResponse::ok(rows, meta, link))
    }

    /// Show a score
    #[oai(path = "/scores/:id", method = "get", operation_id = "get_score")]
    async fn get_score(
        &self,
        context: Data<&Context>,
        /// The score's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
    ) -> poem::Result<GetScoreResponse> {
        Ok(match service::get_score(&context, ScoreId(id.0)).await {
            Ok(score) => GetScoreResponse::ok(score),
            Err(error) => error.try_into()?,
        })
    }

    /// Show an own score
    ///
    /// Anybody else's score is not there.
    #[oai(path = "/scores/user/:score_id", method = "get", operation_id = "get_own_score")]
    async fn get_own_score(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The score's number.
        #[oai(validator(minimum(value = "1")))]
        score_id: Path<i64>,
    ) -> poem::Result<GetScoreResponse> {
        Ok(match service::get_own_score(&context, &caller, ScoreId(score_id.0)).await {
            Ok(score) => GetScoreResponse::ok(score),
            Err(error) => error.try_into()?,
        })
    }

    /// Add a score
    ///
    /// The caller's first one of an exercise.
    #[oai(path = "/scores", method = "post", operation_id = "create_score")]
    async fn create_score(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<NewScore>,
    ) -> poem::Result<CreateScoreResponse> {
        let NewScore { exercise_id, correct } = body.0;
        Ok(match service::create_score(&context, &caller, ExerciseId(exercise_id), correct).await {
            Ok(score) => CreateScoreResponse::created(score),
            Err(error) => error.try_into()?,
        })
    }

    /// Replace a score
    ///
    /// For its own user. A score stays with its exercise: whoever names that must name the right one.
    #[oai(path = "/scores/:id", method = "put", operation_id = "replace_score")]
    async fn replace_score(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The score's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        body: JsonBody<ScoreChanges>,
    ) -> poem::Result<ReplaceScoreResponse> {
        let ScoreChanges { exercise_id, correct } = body.0;
        let exercise = exercise_id.map(ExerciseId);
        Ok(match service::replace_score(&context, &caller, ScoreId(id.0), exercise, correct).await {
            Ok(score) => ReplaceScoreResponse::ok(score),
            Err(error) => error.try_into()?,
        })
    }

    /// Add or update a score
    ///
    /// The caller's one of an exercise, whether or not there is one.
    #[oai(path = "/scores", method = "patch", operation_id = "upsert_score")]
    async fn upsert_score(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<NewScore>,
    ) -> poem::Result<UpsertScoreResponse> {
        let NewScore { exercise_id, correct } = body.0;
        Ok(match service::upsert_score(&context, &caller, ExerciseId(exercise_id), correct).await {
            Ok(written) => written.into(),
            Err(error) => error.try_into()?,
        })
    }

    /// Update a score
    ///
    /// For its own user. Without `exercise_id`, or with that of the score, the score is updated. With another one the
    /// caller's score of that exercise is updated, or added if there is none.
    #[oai(path = "/scores/:id", method = "patch", operation_id = "update_score")]
    async fn update_score(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The score's number.
        #[oai(validator(minimum(value = "1")))]
        id: Path<i64>,
        body: JsonBody<ScoreChanges>,
    ) -> poem::Result<UpdateScoreResponse> {
        let ScoreChanges { exercise_id, correct } = body.0;
        let exercise = exercise_id.map(ExerciseId);
        Ok(match service::update_score(&context, &caller, ScoreId(id.0), exercise, correct).await {
            Ok(written) => written.into(),
            Err(error) => error.try_into()?,
        })
    }
}

fn filter(user: Option<i64>, exercise: Option<i64>, correct: Option<bool>) -> Filter {
    Filter { user: user.map(UserId), exercise: exercise.map(ExerciseId), correct }
}

/// A filter as the address of the next page says it.
fn asked(filter: Filter) -> [(&'static str, Option<String>); 3] {
    let Filter { user, exercise, correct } = filter;
    [
        ("user_id", user.map(|user| user.to_string())),
        ("exercise_id", exercise.map(|exercise| exercise.to_string())),
        ("correct", correct.map(|correct| correct.to_string())),
    ]
}
