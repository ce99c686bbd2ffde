//! Shows and adds exercises.

use crate::api::{Caller, ExerciseId, ListMeta, Page};
use crate::exercises::error::{AddError, ExerciseError};
use crate::exercises::model::{Exercise, NewExercise, Seen};
use crate::exercises::store::exercises;
use crate::infra::{Context, DatabaseError};

/// One page of the exercises, newest first.
pub async fn list_exercises(
    context: &Context,
    viewer: Option<&Caller>,
    page: &Page,
) -> Result<(Vec<Seen>, ListMeta), DatabaseError> {
    let mut rows = exercises::list(&context.database, page.start, page.fetch()).await?;
    let meta = page.cut(&mut rows, |exercise| exercise.id.0);
    Ok((rows.into_iter().map(|exercise| seen(viewer, exercise)).collect(), meta))
}

/// One exercise.
pub async fn get_exercise(
    context: &Context,
    viewer: Option<&Caller>,
    id: ExerciseId,
) -> Result<Seen, ExerciseError> {
    let exercise = exercises::find(&context.database, id).await?.ok_or(ExerciseError::NotFound)?;
    Ok(seen(viewer, exercise))
}

/// Adds an exercise. For administrators.
pub async fn create_exercise(context: &Context, caller: &Caller, new: NewExercise) -> Result<Seen, AddError> {
    if !caller.admin {
        return Err(AddError::NotAdmin);
    }
    let exercise = exercises::insert(&context.database, new, context.clock.now()).await?;
    Ok(seen(Some(caller), exercise))
}

/// An exercise as this viewer may see it: with its solution for administrators only.
fn seen(viewer: Option<&Caller>, exercise: Exercise) -> Seen {
    Seen { exercise, solved: viewer.is_some_and(|viewer| viewer.admin) }
}
