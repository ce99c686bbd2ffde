//! What is the same for the rows of events, sessions and speakers: how one is found, changed, trashed and restored.
//!
//! A change is made for one version of a row. The check and the change are one statement, so that of two changes made
//! for the same version one finds nothing to change, however close they are.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    QueryTrait, Select, UpdateMany,
};

use crate::api::{EventId, Page};
use crate::events::entity::event;
use crate::events::model::{Event, Expected};
use crate::infra::Newest;
use crate::soft_delete::{self, Deletion, Restored, Scopes, SoftDelete};

/// An entity whose rows count their changes.
pub(in crate::events) trait Versioned: SoftDelete {
    /// The number of the change that made the row as it is, from 1.
    const VERSION: Self::Column;

    /// When a field last changed.
    const UPDATED_AT: Self::Column;

    /// Which event the row is, or is in.
    const EVENT_ID: Self::Column;
}

/// The id of an event, or of something in one.
pub(in crate::events) trait Stored: Copy {
    /// Where its row is.
    type Entity: Versioned;

    /// What its row stands for.
    type Thing;

    /// As the row has it.
    fn number(self) -> i64;

    /// Reads a row.
    fn read(row: <Self::Entity as EntityTrait>::Model) -> Result<Self::Thing, DbErr>;
}

/// One thing, in the trash or not.
pub(in crate::events) async fn find<I: Stored>(
    db: &impl ConnectionTrait,
    id: I,
) -> Result<Option<I::Thing>, DbErr> {
    let row = I::Entity::find().filter(I::Entity::ID.eq(id.number())).one(db).await?;
    row.map(I::read).transpose()
}

/// The event that a thing is in, in the trash or not, which nobody else changes until the transaction ends.
pub(in crate::events) async fn lock_event_of<I: Stored>(
    db: &impl ConnectionTrait,
    id: I,
) -> Result<Option<Event>, DbErr> {
    let of = I::Entity::find().select_only().column(I::Entity::EVENT_ID);
    let of = of.filter(I::Entity::ID.eq(id.number())).into_query();
    let query = event::Entity::find().filter(event::Column::Id.in_subquery(of)).lock_exclusive();
    query.one(db).await?.map(EventId::read).transpose()
}

/// One page of a list, newest first.
pub(super) async fn page<I: Stored>(
    db: &impl ConnectionTrait,
    query: Select<I::Entity>,
    page: &Page,
) -> Result<Vec<I::Thing>, DbErr> {
    let rows = query.newest(I::Entity::ID, page.start, page.fetch()).all(db).await?;
    rows.into_iter().map(I::read).collect()
}

/// A change of what is said about a live thing, if it is of an expected version.
pub(super) fn change<I: Stored>(id: I, expected: &Expected, now: DateTime<Utc>) -> UpdateMany<I::Entity> {
    counted(id, expected).col_expr(I::Entity::UPDATED_AT, Expr::value(now)).visible()
}

/// Makes a change. The thing as it is then; none if it is of another version, or gone.
pub(super) async fn write<I: Stored>(
    db: &impl ConnectionTrait,
    update: UpdateMany<I::Entity>,
) -> Result<Option<I::Thing>, DbErr> {
    update.exec_with_returning(db).await?.pop().map(I::read).transpose()
}

/// Counts a change that other statements of the transaction make. The thing as it is then.
pub(in crate::events) async fn count<I: Stored>(
    db: &impl ConnectionTrait,
    id: I,
) -> Result<Option<I::Thing>, DbErr> {
    write::<I>(db, counted(id, &Expected::Any)).await
}

/// Trashes a live thing, or removes one for good. False if it is of another version.
pub(in crate::events) async fn delete<I: Stored>(
    db: &impl ConnectionTrait,
    id: I,
    deletion: Deletion,
    expected: &Expected,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let remove = I::Entity::delete_many().filter(expected_row(id, expected));
    soft_delete::delete_by(db, deletion, now, counted(id, expected), remove).await
}

/// Brings a thing back, with everything that was in it.
pub(in crate::events) async fn restore<I: Stored>(
    db: &impl ConnectionTrait,
    id: I,
) -> Result<Restored<I::Thing>, DbErr> {
    let restored = soft_delete::restore_by(db, id.number(), counted(id, &Expected::Any)).await?;
    restored.map(I::read).transpose()
}

fn counted<I: Stored>(id: I, expected: &Expected) -> UpdateMany<I::Entity> {
    let next = Expr::col(I::Entity::VERSION).add(1);
    I::Entity::update_many().col_expr(I::Entity::VERSION, next).filter(expected_row(id, expected))
}

fn expected_row<I: Stored>(id: I, expected: &Expected) -> Condition {
    let row = Condition::all().add(I::Entity::ID.eq(id.number()));
    match expected {
        Expected::Any => row,
        Expected::OneOf(versions) => row.add(I::Entity::VERSION.is_in(versions.iter().copied())),
    }
}
