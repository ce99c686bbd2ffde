//! A user, what makes one, and what may change about one: as it was typed, and as it is once it is known to be valid.
//! Checking finds everything that is wrong, not only the first.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Email, Invalid, Password, Username};
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

/// A user somebody would like to make, as it was typed. Written down, it is without the password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The name.
    pub username: String,
    /// The address.
    pub email: String,
    /// The password.
    #[serde(skip)]
    pub password: String,
}

impl Draft {
    /// A user with nothing but what everybody has.
    pub fn of(username: impl Into<String>, email: impl Into<String>, password: impl Into<String>) -> Self {
        Self { username: username.into(), email: email.into(), password: password.into() }
    }

    /// The user it describes, and its password; `password_min` is a setting, in characters.
    ///
    /// # Errors
    /// Every field that breaks its rule.
    pub fn check(&self, password_min: usize) -> Result<(NewUser, Password), Vec<Invalid>> {
        match (self.check_user(), Password::parse(&self.password, password_min)) {
            (Ok(user), Ok(password)) => Ok((user, password)),
            (user, password) => Err(user.err().into_iter().flatten().chain(password.err()).collect()),
        }
    }

    /// The user it describes, whatever its password.
    ///
    /// # Errors
    /// Every field that breaks its rule.
    pub fn check_user(&self) -> Result<NewUser, Vec<Invalid>> {
        let Self { username, email, password: _ } = self;
        match (Username::parse(username), Email::parse(email)) {
            (Ok(username), Ok(email)) => Ok(NewUser { username, email, admin: false }),
            (username, email) => Err([username.err(), email.err()].into_iter().flatten().collect()),
        }
    }
}

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Its name.
    pub username: Username,
    /// Its address.
    pub email: Email,
    /// Whether it is an administrator.
    pub admin: bool,
}

/// Changes somebody would like to make.
#[derive(Clone, Default)]
pub struct ChangesDraft {
    /// A new name.
    pub username: Option<String>,
    /// A new address.
    pub email: Option<String>,
    /// A new password.
    pub password: Option<String>,
    /// Whether the user may log in.
    pub active: Option<bool>,
    /// Whether the user is an administrator.
    pub admin: Option<bool>,
}

impl ChangesDraft {
    /// Whether a part of it is for administrators only.
    pub fn is_privileged(&self) -> bool {
        self.active.is_some() || self.admin.is_some()
    }

    /// The changes it describes; `password_min` is a setting, in characters.
    ///
    /// # Errors
    /// Every field that breaks its rule.
    pub fn check(&self, password_min: usize) -> Result<Changes, Vec<Invalid>> {
        let Self { username, email, password, active, admin } = self;
        let username = username.as_deref().map(Username::parse).transpose();
        let email = email.as_deref().map(Email::parse).transpose();
        let password = password.as_deref().map(|text| Password::parse(text, password_min)).transpose();
        match (username, email, password) {
            (Ok(username), Ok(email), Ok(password)) => {
                Ok(Changes { username, email, password, active: *active, admin: *admin })
            }
            (username, email, password) => {
                Err([username.err(), email.err(), password.err()].into_iter().flatten().collect())
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::Field;

    #[test]
    fn everything_that_is_wrong_is_named() {
        let wrong = Draft::of("", "x", "short").check(8).expect_err("three fields are wrong");
        let fields: Vec<Field> = wrong.iter().map(|invalid| invalid.field).collect();
        assert_eq!(fields, [Field::Username, Field::Email, Field::Password]);
    }

    #[test]
    fn fields_that_are_left_out_are_not_checked() {
        let changes = ChangesDraft { active: Some(true), ..ChangesDraft::default() };
        assert!(changes.is_privileged());
        assert!(changes.check(8).is_ok());
        assert!(ChangesDraft::default().check(8).is_ok_and(|changes| changes.is_empty()));
    }
}
