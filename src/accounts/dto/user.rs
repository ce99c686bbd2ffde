//! Users as the API shows them. The mapping takes the model apart fully, so that a new field is a decision.

use poem_openapi::Object;
use serde::Serialize;
use uuid::Uuid;

use crate::accounts::model;
use crate::api::{Timestamp, UserId};

/// A user as its viewer may see it.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::accounts) struct User {
    /// Its number.
    pub(in crate::accounts) id: UserId,
    /// Its name towards other systems, never used again.
    pub(in crate::accounts) uuid: Uuid,
    /// Its name, as its owner writes it.
    pub(in crate::accounts) username: String,
    /// Its e-mail address; shown to the user itself and to administrators.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::accounts) email: Option<String>,
    /// Whether it may log in; shown to the user itself and to administrators.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::accounts) active: Option<bool>,
    /// Whether it is an administrator; shown to the user itself and to administrators.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::accounts) admin: Option<bool>,
    /// When it was made.
    pub(in crate::accounts) created_at: Timestamp,
    /// When it last changed.
    pub(in crate::accounts) updated_at: Timestamp,
    /// When it was deleted; only on a user in the trash.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::accounts) deleted_at: Option<Timestamp>,
}

impl From<model::Seen> for User {
    fn from(seen: model::Seen) -> Self {
        let model::Seen { user, in_full } = seen;
        let model::User { id, uuid, username, email, active, admin, created_at, updated_at, deleted_at } =
            user;
        Self {
            id,
            uuid,
            username,
            email: in_full.then_some(email),
            active: in_full.then_some(active),
            admin: in_full.then_some(admin),
            created_at: created_at.into(),
            updated_at: updated_at.into(),
            deleted_at: deleted_at.map(Timestamp::from),
        }
    }
}

/// A user as it sees itself, and as administrators see it.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::accounts) struct Account {
    /// Its number.
    pub(in crate::accounts) id: UserId,
    /// Its name towards other systems, never used again.
    pub(in crate::accounts) uuid: Uuid,
    /// Its name, as its owner writes it.
    pub(in crate::accounts) username: String,
    /// Its e-mail address.
    pub(in crate::accounts) email: String,
    /// Whether it may log in.
    pub(in crate::accounts) active: bool,
    /// Whether it is an administrator.
    pub(in crate::accounts) admin: bool,
    /// When it was made.
    pub(in crate::accounts) created_at: Timestamp,
    /// When it last changed.
    pub(in crate::accounts) updated_at: Timestamp,
}

impl From<model::User> for Account {
    /// Whoever has an account to look at is not in the trash.
    fn from(user: model::User) -> Self {
        let model::User { id, uuid, username, email, active, admin, created_at, updated_at, deleted_at: _ } =
            user;
        Self {
            id,
            uuid,
            username,
            email,
            active,
            admin,
            created_at: created_at.into(),
            updated_at: updated_at.into(),
        }
    }
}

/// One user.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::accounts) struct UserData {
    /// The user.
    user: User,
}

impl From<model::Seen> for UserData {
    fn from(seen: model::Seen) -> Self {
        Self { user: seen.into() }
    }
}

/// A user in full.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::accounts) struct AccountData {
    /// The user.
    user: Account,
}

impl From<model::User> for AccountData {
    fn from(user: model::User) -> Self {
        Self { user: user.into() }
    }
}
