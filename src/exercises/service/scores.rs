//! Shows and writes scores. Everybody reads all of them, and writes none but their own.

use crate::api::{Caller, ExerciseId, ListMeta, Page, ScoreId};
use crate::exercises::error::{CreateError, ReplaceError, ScoreError, UpdateError, WriteError};
use crate::exercises::model::{Filter, Score, Written};
use crate::exercises::store::exercises;
use crate::exercises::store::scores::{self, Place};
use crate::infra::{Context, DatabaseError};

/// One page of the scores that are asked for, newest first.
pub async fn list_scores(
    context: &Context,
    filter: Filter,
    page: &Page,
) -> Result<(Vec<Score>, ListMeta), DatabaseError> {
    let mut rows = scores::list(&context.database, filter, page.start, page.fetch()).await?;
    let meta = page.cut(&mut rows, |score| score.id.0);
    Ok((rows, meta))
}

/// One score.
pub async fn get_score(context: &Context, id: ScoreId) -> Result<Score, ScoreError> {
    scores::find(&context.database, id).await?.ok_or(ScoreError::NotFound)
}

/// One page of the caller's scores, newest first.
pub async fn list_own_scores(
    context: &Context,
    caller: &Caller,
    filter: Filter,
    page: &Page,
) -> Result<(Vec<Score>, ListMeta), DatabaseError> {
    list_scores(context, Filter { user: Some(caller.user), ..filter }, page).await
}

/// One score of the caller's. Anybody else's is none of these.
pub async fn get_own_score(context: &Context, caller: &Caller, id: ScoreId) -> Result<Score, ScoreError> {
    let score = get_score(context, id).await?;
    if score.user == caller.user { Ok(score) } else { Err(ScoreError::NotFound) }
}

/// Writes the caller's first score of an exercise.
pub async fn create_score(
    context: &Context,
    caller: &Caller,
    exercise: ExerciseId,
    correct: bool,
) -> Result<Score, CreateError> {
    let (db, place) = (&context.database, Place { user: caller.user, exercise });
    if let Some(score) = scores::insert(db, place, correct, context.clock.now()).await? {
        return Ok(score);
    }
    exercises::find(db, exercise).await?.ok_or(WriteError::NoExercise)?;
    Err(CreateError::Exists)
}

/// Writes the caller's score of an exercise, whether or not there is one.
pub async fn upsert_score(
    context: &Context,
    caller: &Caller,
    exercise: ExerciseId,
    correct: bool,
) -> Result<Written, WriteError> {
    let place = Place { user: caller.user, exercise };
    let (db, now) = (&context.database, context.clock.now());
    if let Some(score) = scores::update(db, place, correct, now).await? {
        return Ok(Written::Updated(score));
    }
    if let Some(score) = scores::insert(db, place, correct, now).await? {
        return Ok(Written::Added(score));
    }
    // There is no such exercise, or the score was added in between, and a score goes with its user only.
    exercises::find(db, exercise).await?.ok_or(WriteError::NoExercise)?;
    let updated = scores::update(db, place, correct, now).await?;
    updated.map(Written::Updated).ok_or(WriteError::UserGone)
}

/// Writes a score of the caller's again. Whoever names its exercise must name the right one.
pub async fn replace_score(
    context: &Context,
    caller: &Caller,
    id: ScoreId,
    exercise: Option<ExerciseId>,
    correct: bool,
) -> Result<Score, ReplaceError> {
    let score = scores::find(&context.database, id).await?.ok_or(ReplaceError::NotFound)?;
    if score.user != caller.user {
        return Err(ReplaceError::NotOwner);
    }
    if exercise.is_some_and(|exercise| exercise != score.exercise) {
        return Err(ReplaceError::OtherExercise);
    }
    let place = Place { user: score.user, exercise: score.exercise };
    let updated = scores::update(&context.database, place, correct, context.clock.now()).await?;
    updated.ok_or(ReplaceError::NotFound)
}

/// Writes a score of the caller's again or, when another exercise is named, the caller's score of that one, whether or
/// not there is one.
pub async fn update_score(
    context: &Context,
    caller: &Caller,
    id: ScoreId,
    exercise: Option<ExerciseId>,
    correct: bool,
) -> Result<Written, UpdateError> {
    let score = scores::find(&context.database, id).await?.ok_or(UpdateError::NotFound)?;
    if score.user != caller.user {
        return Err(UpdateError::NotOwner);
    }
    Ok(upsert_score(context, caller, exercise.unwrap_or(score.exercise), correct).await?)
}
