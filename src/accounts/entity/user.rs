//! Table `users`, and what of the model its columns stand for.

use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, QueryResult, Set};

use crate::accounts::model::{Changes, Credentials, NewUser, User};
use crate::api::UserId;
use crate::soft_delete::SoftDelete;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub(in crate::accounts) struct Model {
    #[sea_orm(primary_key)]
    pub(in crate::accounts) id: i64,
    pub(in crate::accounts) uuid: Uuid,
    pub(in crate::accounts) username: String,
    pub(in crate::accounts) email: String,
    pub(in crate::accounts) password_hash: String,
    pub(in crate::accounts) active: bool,
    pub(in crate::accounts) admin: bool,
    pub(in crate::accounts) created_at: DateTimeUtc,
    pub(in crate::accounts) updated_at: DateTimeUtc,
    pub(in crate::accounts) deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(in crate::accounts) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SoftDelete for Entity {
    const ID: Column = Column::Id;
    const DELETED_AT: Column = Column::DeletedAt;
}

/// A statement for whole users, without their passwords. It is constant: nothing is built for a request, and the driver
/// knows it again. [`FromQueryResult`] reads the columns in this order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, uuid, username, email, active, admin, created_at, updated_at, deleted_at FROM users ",
            $rest
        )
    };
}

pub(in crate::accounts) use select;

impl From<Model> for Credentials {
    fn from(row: Model) -> Self {
        Self { password_hash: row.password_hash.clone(), user: row.into() }
    }
}

impl FromQueryResult for User {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            id: UserId(row.try_get_by_index(0)?),
            uuid: row.try_get_by_index(1)?,
            username: row.try_get_by_index(2)?,
            email: row.try_get_by_index(3)?,
            active: row.try_get_by_index(4)?,
            admin: row.try_get_by_index(5)?,
            created_at: row.try_get_by_index(6)?,
            updated_at: row.try_get_by_index(7)?,
            deleted_at: row.try_get_by_index(8)?,
        })
    }
}

impl From<Model> for User {
    fn from(row: Model) -> Self {
        let Model {
            id,
            uuid,
            username,
            email,
            password_hash: _,
            active,
            admin,
            created_at,
            updated_at,
            deleted_at,
        } = row;
        Self { id: UserId(id), uuid, username, email, active, admin, created_at, updated_at, deleted_at }
    }
}

impl From<NewUser> for ActiveModel {
    fn from(new: NewUser) -> Self {
        let NewUser { username, email, admin } = new;
        Self {
            username: Set(username.as_str().to_owned()),
            email: Set(email.as_str().to_owned()),
            admin: Set(admin),
            ..Default::default()
        }
    }
}

/// The columns that changes overwrite. A password is kept as its hash, which is made elsewhere.
pub(in crate::accounts) fn changed(changes: Changes) -> impl Iterator<Item = (Column, Value)> {
    let Changes { username, email, password: _, active, admin } = changes;
    let columns = [
        (Column::Username, username.map(|it| it.as_str().into())),
        (Column::Email, email.map(|it| it.as_str().into())),
        (Column::Active, active.map(Value::from)),
        (Column::Admin, admin.map(Value::from)),
    ];
    columns.into_iter().filter_map(|(column, value)| Some((column, value?)))
}
