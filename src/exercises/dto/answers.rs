//! The statuses of each operation.

use super::exercise::{ExerciseData, ExerciseList};
use super::score::{ScoreData, ScoreList};
use crate::api::answer::{Created, Either, Listed, Shown, answers};
use crate::exercises::error::{
    AddError, CreateError, ExerciseError, ReplaceError, ScoreError, UpdateError, WriteError,
};
use crate::infra::DatabaseError;

/// A score that was there, or a new one.
pub(in crate::exercises) type Upserted = Either<Shown<ScoreData>, Created<ScoreData>>;

answers! {
    for pub(in crate::exercises),

    ListExercises: Listed<ExerciseList>; DatabaseError => {
        200 "The exercises.",
    }
    GetExercise: Shown<ExerciseData>; ExerciseError => {
        200 "The exercise.",
        404 "There is no such exercise.",
    }
    CreateExercise: Created<ExerciseData>; AddError => {
        201 "The exercise is added.",
        403 "The caller is no administrator.",
    }
    ListScores: Listed<ScoreList>, ListOwnScores: Listed<ScoreList>; DatabaseError => {
        200 "The scores.",
    }
    GetScore: Shown<ScoreData>, GetOwnScore: Shown<ScoreData>; ScoreError => {
        200 "The score.",
        404 "There is no such score.",
    }
    CreateScore: Created<ScoreData>; CreateError => {
        201 "The score is added.",
        404 "There is no such exercise.",
        409 "The caller has a score of this exercise already.",
    }
    ReplaceScore: Shown<ScoreData>; ReplaceError => {
        200 "The score as it is now.",
        400 "A field breaks its rule, or names another exercise than that of the score.",
        403 "The score is somebody else's.",
        404 "There is no such score.",
    }
    UpsertScore: Upserted; WriteError => {
        200 "The caller had a score of this exercise; it is updated.",
        201 "The caller had none; it is added.",
        404 "There is no such exercise.",
    }
    UpdateScore: Upserted; UpdateError => {
        200 "The score, or the caller's score of the exercise that was named, is updated.",
        201 "The caller had no score of the exercise that was named; it is added.",
        403 "The score is somebody else's.",
        404 "There is no such score, or no such exercise.",
    }
}
