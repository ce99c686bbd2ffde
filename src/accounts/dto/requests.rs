//! What requests hold. The rules here are those of the model, said in the document's language; a test compares them.

use poem_openapi::payload::{Form, Json};
use poem_openapi::{ApiRequest, Object};
use serde::Deserialize;

use crate::accounts::model::{ChangesDraft, Draft};

/// A user to be made.
#[derive(Clone, Debug, Default, Object, Deserialize)]
#[serde(default)]
pub(in crate::accounts) struct NewUser {
    /// Letters, digits, dots, hyphens and underscores, led by a letter or a digit. Unique without regard to case.
    #[oai(validator(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$"))]
    pub(in crate::accounts) username: String,
    /// An e-mail address. Unique without regard to case.
    #[oai(validator(
        max_length = 254,
        pattern = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$"
    ))]
    pub(in crate::accounts) email: String,
    /// A password. How short it may be is a setting: 8 characters in production.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub(in crate::accounts) password: String,
}

impl From<NewUser> for Draft {
    fn from(new: NewUser) -> Self {
        let NewUser { username, email, password } = new;
        Self { username, email, password }
    }
}

/// A user to be made, from a program or from a page.
#[derive(ApiRequest)]
pub(in crate::accounts) enum CreateUserRequest {
    /// From a program: the answer is JSON.
    Json(Json<NewUser>),
    /// From the page's form: the answer is the page.
    Form(Form<NewUser>),
}

/// Fields to change; those that are left out stay as they are.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct UserChanges {
    /// A new name, by the same rule as at registration.
    #[oai(validator(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$"))]
    pub(in crate::accounts) username: Option<String>,
    /// A new e-mail address.
    #[oai(validator(
        max_length = 254,
        pattern = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$"
    ))]
    pub(in crate::accounts) email: Option<String>,
    /// A new password. It ends all other sessions of the user.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub(in crate::accounts) password: Option<String>,
    /// Whether the user may log in. For administrators.
    pub(in crate::accounts) active: Option<bool>,
    /// Whether the user is an administrator. For administrators.
    pub(in crate::accounts) admin: Option<bool>,
}

impl From<UserChanges> for ChangesDraft {
    fn from(changes: UserChanges) -> Self {
        let UserChanges { username, email, password, active, admin } = changes;
        Self { username, email, password, active, admin }
    }
}

/// A login by e-mail address.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct EmailLogin {
    /// The address the user registered with.
    #[oai(validator(min_length = 1, max_length = 254))]
    pub(in crate::accounts) email: String,
    /// The password.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub(in crate::accounts) password: String,
}

/// A login by user name.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct UsernameLogin {
    /// The user name.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub(in crate::accounts) username: String,
    /// The password.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub(in crate::accounts) password: String,
}

/// A refresh token to be exchanged.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct RefreshRequest {
    /// The token as it was given out; it is good for one exchange.
    pub(in crate::accounts) refresh_token: String,
}
