//! Handlers of the operations on scores.

use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;

use crate::api::answer::{Answer, Listed, Shown, Success};
use crate::api::{
    Caller, ExerciseId, JsonBody, Limit, Number, Page, Path, ScoreId, Start, Tag, UserId, words,
};
use crate::exercises::dto::{
    CreateScore, GetOwnScore, GetScore, ListOwnScores, ListScores, NewScore, ReplaceScore, ScoreChanges,
    UpdateScore, UpsertScore, added, updated,
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
        user_id: Number<UserId>,
        /// Only scores of this exercise.
        exercise_id: Number<ExerciseId>,
        /// Only right solutions, or only wrong ones.
        correct: Query<Option<bool>>,
        /// How many scores at most.
        limit: Limit,
        /// The last id seen: only older scores are listed.
        start: Start,
    ) -> Answer<ListScores> {
        let page = Page::new(limit, start);
        let filter = Filter { user: user_id.0, exercise: exercise_id.0, correct: correct.0 };
        let found = service::list_scores(&context, filter, &page).await?;
        Ok(Success(Listed::at("/scores", &asked(filter), found)))
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
        exercise_id: Number<ExerciseId>,
        /// Only right solutions, or only wrong ones.
        correct: Query<Option<bool>>,
        /// How many scores at most.
        limit: Limit,
        /// The last id seen: only older scores are listed.
        start: Start,
    ) -> Answer<ListOwnScores> {
        let page = Page::new(limit, start);
        let filter = Filter { user: None, exercise: exercise_id.0, correct: correct.0 };
        let found = service::list_own_scores(&context, &caller, filter, &page).await?;
        Ok(Success(Listed::at("/scores/user", &asked(filter), found)))
    }

    /// Show a score
    #[oai(path = "/scores/:id", method = "get", operation_id = "get_score")]
    async fn get_score(
        &self,
        context: Data<&Context>,
        /// The score's number.
        id: Path<ScoreId>,
    ) -> Answer<GetScore> {
        Ok(Success(Shown::new(service::get_score(&context, id.0).await?)))
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
        score_id: Path<ScoreId>,
    ) -> Answer<GetOwnScore> {
        Ok(Success(Shown::new(service::get_own_score(&context, &caller, score_id.0).await?)))
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
    ) -> Answer<CreateScore> {
        let NewScore { exercise_id, correct } = body.0;
        Ok(Success(added(service::create_score(&context, &caller, ExerciseId(exercise_id), correct).await?)))
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
        id: Path<ScoreId>,
        body: JsonBody<ScoreChanges>,
    ) -> Answer<ReplaceScore> {
        let ScoreChanges { exercise_id, correct } = body.0;
        let exercise = exercise_id.map(ExerciseId);
        Ok(Success(updated(service::replace_score(&context, &caller, id.0, exercise, correct).await?)))
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
    ) -> Answer<UpsertScore> {
        let NewScore { exercise_id, correct } = body.0;
        Ok(Success(service::upsert_score(&context, &caller, ExerciseId(exercise_id), correct).await?.into()))
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
        id: Path<ScoreId>,
        body: JsonBody<ScoreChanges>,
    ) -> Answer<UpdateScore> {
        let ScoreChanges { exercise_id, correct } = body.0;
        let exercise = exercise_id.map(ExerciseId);
        Ok(Success(service::update_score(&context, &caller, id.0, exercise, correct).await?.into()))
    }
}

/// A filter as the address of the next page says it.
fn asked(filter: Filter) -> [(&'static str, Option<String>); 3] {
    let Filter { user, exercise, correct } = filter;
    [
        ("user_id", words::shown(user)),
        ("exercise_id", words::shown(exercise)),
        ("correct", words::shown(correct)),
    ]
}
