//! Scores. What is read leaves those of users in the trash out.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Select, Statement, Value,
};

use crate::accounts::service::live_users;
use crate::api::{ExerciseId, ScoreId, UserId};
use crate::exercises::entity::score::{Column, Entity, Model};
use crate::exercises::model::{Filter, Score};
use crate::infra::Newest;

/// What identifies a score.
#[derive(Clone, Copy)]
pub(in crate::exercises) struct Place {
    pub(in crate::exercises) user: UserId,
    pub(in crate::exercises) exercise: ExerciseId,
}

/// Writes the first score of a user on an exercise. None if there is one already, or no such exercise; of many at the
/// same time one is the first.
pub(in crate::exercises) async fn insert(
    db: &impl ConnectionTrait,
    place: Place,
    correct: bool,
    now: DateTime<Utc>,
) -> Result<Option<Score>, DbErr> {
    let sql = "INSERT INTO scores (user_id, exercise_id, correct, created_at, updated_at) \
               SELECT $1, id, $3, $4, $4 FROM exercises WHERE id = $2 \
               ON CONFLICT (user_id, exercise_id) DO NOTHING \
               RETURNING id, user_id, exercise_id, correct, created_at, updated_at";
    written(db, sql, [place.user.0.into(), place.exercise.0.into(), correct.into(), now.into()]).await
}

/// Writes the score of a user on an exercise again. None if there is none.
pub(in crate::exercises) async fn update(
    db: &impl ConnectionTrait,
    place: Place,
    correct: bool,
    now: DateTime<Utc>,
) -> Result<Option<Score>, DbErr> {
    let sql = "UPDATE scores SET correct = $3, updated_at = $4 WHERE user_id = $1 AND exercise_id = $2 \
               RETURNING id, user_id, exercise_id, correct, created_at, updated_at";
    written(db, sql, [place.user.0.into(), place.exercise.0.into(), correct.into(), now.into()]).await
}

async fn written(db: &impl ConnectionTrait, sql: &str, values: [Value; 4]) -> Result<Option<Score>, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Entity::find().from_raw_sql(statement).one(db).await?.map(Score::from))
}

pub(in crate::exercises) async fn find(
    db: &impl ConnectionTrait,
    id: ScoreId,
) -> Result<Option<Score>, DbErr> {
    Ok(shown().filter(Column::Id.eq(id.0)).one(db).await?.map(Score::from))
}

/// At most `limit` scores with an id below `start`, newest first.
pub(in crate::exercises) async fn list(
    db: &impl ConnectionTrait,
    filter: Filter,
    start: Option<i64>,
    limit: u64,
) -> Result<Vec<Score>, DbErr> {
    let Filter { user, exercise, correct } = filter;
    let asked = Condition::all()
        .add_option(user.map(|user| Column::UserId.eq(user.0)))
        .add_option(exercise.map(|exercise| Column::ExerciseId.eq(exercise.0)))
        .add_option(correct.map(|correct| Column::Correct.eq(correct)));
    let rows = shown().filter(asked).newest(Column::Id, start, limit).all(db).await?;
    Ok(rows.into_iter().map(Score::from).collect())
}

fn shown() -> Select<Entity> {
    Entity::find().filter(Column::UserId.in_subquery(live_users()))
}

impl From<Model> for Score {
    fn from(row: Model) -> Self {
        let Model { id, user_id, exercise_id, correct, created_at, updated_at } = row;
        Self {
            id: ScoreId(id),
            user: UserId(user_id),
            exercise: ExerciseId(exercise_id),
            correct,
            created_at,
            updated_at,
        }
    }
}
