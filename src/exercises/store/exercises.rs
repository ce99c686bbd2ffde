//! Exercises.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, Set};

use crate::api::ExerciseId;
use crate::exercises::entity::exercise::{ActiveModel, Column, Entity, Model};
use crate::exercises::model::{Exercise, NewExercise};
use crate::infra::Newest;

pub(in crate::exercises) async fn insert(
    db: &impl ConnectionTrait,
    new: NewExercise,
    now: DateTime<Utc>,
) -> Result<Exercise, DbErr> {
    let NewExercise { exercise_body, test_code, test_code_solution } = new;
    let row = ActiveModel {
        id: NotSet,
        exercise_body: Set(exercise_body),
        test_code: Set(test_code),
        test_code_solution: Set(test_code_solution),
        created_at: Set(now),
    };
    Ok(row.insert(db).await?.into())
}

pub(in crate::exercises) async fn find(
    db: &impl ConnectionTrait,
    id: ExerciseId,
) -> Result<Option<Exercise>, DbErr> {
    Ok(Entity::find_by_id(id.0).one(db).await?.map(Exercise::from))
}

/// At most `limit` exercises with an id below `start`, newest first.
pub(in crate::exercises) async fn list(
    db: &impl ConnectionTrait,
    start: Option<i64>,
    limit: u64,
) -> Result<Vec<Exercise>, DbErr> {
    let rows = Entity::find().newest(Column::Id, start, limit).all(db).await?;
    Ok(rows.into_iter().map(Exercise::from).collect())
}

impl From<Model> for Exercise {
    fn from(row: Model) -> Self {
        let Model { id, exercise_body, test_code, test_code_solution, created_at } = row;
        Self { id: ExerciseId(id), exercise_body, test_code, test_code_solution, created_at }
    }
}
