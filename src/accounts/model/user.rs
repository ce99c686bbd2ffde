//! A user, what makes one, and what may change about one.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Email, Password, Username};
use crate::api::UserId;

/// Somebody who registered. The password's hash is not part of it, so it cannot leak from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its number, from 1.
    pub id: UserId,
    /// Its name towards the outside, never reused.
    pub uuid: Uuid,
    /// As typed by its owner; unique without regard to ASCII case.
    pub username: String,
    /// As typed by its owner; unique without regard to ASCII case.
    pub email: String,
    /// Whether it may log in.
    pub active: bool,
    /// Whether it may do everything.
    pub admin: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a field last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was trashed; none while it lives.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// A user together with what proves who it is.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose.
    pub user: User,
    /// The argon2id hash in PHC string format.
    pub password_hash: String,
}

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Its name.
    pub username: Username,
    /// Its address.
    pub email: Email,
    /// Its password.
    pub password: Password,
    /// Whether it is an administrator.
    pub admin: bool,
}

/// Fields to change; those that are none stay as they are.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// A new name.
    pub username: Option<Username>,
    /// A new address.
    pub email: Option<Email>,
    /// A new password.
    pub password: Option<Password>,
    /// Whether it may log in.
    pub active: Option<bool>,
    /// Whether it is an administrator.
    pub admin: Option<bool>,
}

impl Changes {
    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        let Self { username, email, password, active, admin } = self;
        username.is_none() && email.is_none() && password.is_none() && active.is_none() && admin.is_none()
    }

    /// Whether the user would no longer be an administrator who can log in.
    pub fn takes_power(&self) -> bool {
        self.active == Some(false) || self.admin == Some(false)
    }
}

/// A user as one particular viewer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub user: User,
    /// Whether e-mail address, activity and power are shown: to the user itself and to administrators.
    pub in_full: bool,
}

/// What a user is called where others refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its name towards other systems.
    pub uuid: Uuid,
    /// As typed by its owner.
    pub username: String,
    /// Whether it is in the trash: then others see that it is deleted, and no name.
    pub deleted: bool,
}
