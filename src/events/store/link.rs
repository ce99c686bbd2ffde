//! Who speaks in which session.

use std::collections::HashMap;

use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, Set, Statement, Value,
};

use crate::api::{EventSessionId, SpeakerId};
use crate::events::entity::link::{ActiveModel, Column, Entity};
use crate::events::entity::session;
use crate::events::model::SpeakerName;
use crate::events::store::Versioned;

/// Makes somebody a speaker of a session. False if they are already.
pub(in crate::events) async fn insert(
    db: &impl ConnectionTrait,
    session: EventSessionId,
    speaker: SpeakerId,
) -> Result<bool, DbErr> {
    let row = ActiveModel { session_id: Set(session.0), speaker_id: Set(speaker.0) };
    let once = OnConflict::columns([Column::SessionId, Column::SpeakerId]).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(once).exec_without_returning(db).await? == 1)
}

/// Takes a speaker out of a session. False if they are not in it.
pub(in crate::events) async fn remove(
    db: &impl ConnectionTrait,
    session: EventSessionId,
    speaker: SpeakerId,
) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id((session.0, speaker.0)).exec(db).await?.rows_affected == 1)
}

#[derive(FromQueryResult)]
struct Row {
    session_id: i64,
    id: i64,
    name: String,
}

/// The live speakers of sessions, in the order of their numbers.
pub(in crate::events) async fn speakers(
    db: &impl ConnectionTrait,
    sessions: &[EventSessionId],
) -> Result<HashMap<EventSessionId, Vec<SpeakerName>>, DbErr> {
    let mut found = HashMap::<_, Vec<_>>::new();
    // Neither database takes any number of values in one statement.
    for some in sessions.chunks(500) {
        let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "SELECT session_speakers.session_id, speakers.id, speakers.name FROM session_speakers \
             JOIN speakers ON speakers.id = session_speakers.speaker_id \
             WHERE speakers.deleted_at IS NULL AND session_speakers.session_id IN ({}) ORDER BY speakers.id",
            places.join(", ")
        );
        let values = some.iter().map(|session| Value::from(session.0));
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        for Row { session_id, id, name } in Row::find_by_statement(statement).all(db).await? {
            let names = found.entry(EventSessionId(session_id)).or_default();
            names.push(SpeakerName { id: SpeakerId(id), name });
        }
    }
    Ok(found)
}

/// Counts a change of every session that somebody speaks in: who is shown there comes or goes.
pub(in crate::events) async fn count_changes(
    db: &impl ConnectionTrait,
    speaker: SpeakerId,
) -> Result<(), DbErr> {
    use sea_orm::ExprTrait;
    use sea_orm::sea_query::Expr;
    let version = <session::Entity as Versioned>::VERSION;
    let theirs = Query::select()
        .column(Column::SessionId)
        .from(Entity)
        .and_where(Column::SpeakerId.eq(speaker.0))
        .to_owned();
    session::Entity::update_many()
        .col_expr(version, Expr::col(version).add(1))
        .filter(session::Column::Id.in_subquery(theirs))
        .exec(db)
        .await?;
    Ok(())
}
