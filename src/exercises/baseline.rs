//! Exercises and scores of the baseline fixture.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr};

use super::model::NewExercise;
use super::store::exercises;
use super::store::scores::{self, Place};
use crate::api::{ExerciseId, ScoreId, UserId};

/// The body, the test code and the solution of each exercise.
const EXERCISES: [[&str; 3]; 2] = [
    [
        "Define a function called sum that takes two integers as arguments and returns their sum.",
        "print(sum(2, 3))",
        "5",
    ],
    [
        "Define a function called reverse that takes a string as an argument and returns it reversed.",
        "print(reverse(\"racecars\"))",
        "sracecar",
    ],
];

/// Somebody's score.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Whose.
    pub user: UserId,
    /// Of which exercise, from 1.
    pub exercise: i64,
    /// Whether the solution was right.
    pub correct: bool,
}

/// Inserts the exercises at `first`, and scores a minute after the other from then on. Says whether each got the
/// number of its place: not so in a database that was used before.
pub async fn insert(db: &impl ConnectionTrait, done: &[Done], first: DateTime<Utc>) -> Result<bool, DbErr> {
    let mut in_order = true;
    for ([body, code, solution], number) in EXERCISES.into_iter().zip(1..) {
        let new = NewExercise {
            exercise_body: body.to_owned(),
            test_code: code.to_owned(),
            test_code_solution: solution.to_owned(),
        };
        in_order &= exercises::insert(db, new, first).await?.id == ExerciseId(number);
    }
    for (Done { user, exercise, correct }, number) in done.iter().copied().zip(1..) {
        let place = Place { user, exercise: ExerciseId(exercise) };
        let score = scores::insert(db, place, correct, first + TimeDelta::minutes(number)).await?;
        in_order &= score.is_some_and(|score| score.id == ScoreId(number));
    }
    Ok(in_order)
}
