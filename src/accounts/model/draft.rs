//! What somebody typed, before it is known to be valid. Checking finds everything that is wrong, not only the first.

use super::{Changes, Email, Invalid, NewUser, Password, Username};

/// A user somebody would like to make.
#[derive(Clone)]
pub struct Draft {
    /// The name.
    pub username: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

impl Draft {
    /// The user it describes; `password_min` is a setting, in characters.
    ///
    /// # Errors
    /// Every field that breaks its rule.
    pub fn check(&self, password_min: usize) -> Result<NewUser, Vec<Invalid>> {
        let Self { username, email, password } = self;
        let fields =
            (Username::parse(username), Email::parse(email), Password::parse(password, password_min));
        match fields {
            (Ok(username), Ok(email), Ok(password)) => {
                Ok(NewUser { username, email, password, admin: false })
            }
            (username, email, password) => {
                Err([username.err(), email.err(), password.err()].into_iter().flatten().collect())
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::Field;

    #[test]
    fn everything_that_is_wrong_is_named() {
        let draft = Draft { username: String::new(), email: "x".to_owned(), password: "short".to_owned() };
        let wrong = draft.check(8).expect_err("three fields are wrong");
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
