//! What requests hold. The rules here are those of the model, said in the document's language; a test compares them.
//! Nothing here can be printed: most of it is secret.

use poem_openapi::payload::Form;
use poem_openapi::{ApiRequest, Object};
use serde::Deserialize;

use crate::accounts::model::{ChangesDraft, Draft};
use crate::api::JsonBody;

/// A user to be made.
#[derive(Clone, Default, Object, Deserialize)]
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
    Json(JsonBody<NewUser>),
    /// From the page's form: the answer is the page.
    Form(Form<NewUser>),
}

/// Fields to change; those that are left out stay as they are.
#[derive(Clone, Object)]
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
#[derive(Clone, Object)]
pub(in crate::accounts) struct EmailLogin {
    /// The address the user registered with.
    #[oai(validator(min_length = 1, max_length = 254))]
    pub(in crate::accounts) email: String,
    /// The password.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub(in crate::accounts) password: String,
}

/// A login by user name.
#[derive(Clone, Object)]
pub(in crate::accounts) struct UsernameLogin {
    /// The user name.
    #[oai(validator(min_length = 1, max_length = 64))]
    pub(in crate::accounts) username: String,
    /// The password.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub(in crate::accounts) password: String,
}

/// A refresh token to be exchanged.
#[derive(Clone, Object)]
pub(in crate::accounts) struct RefreshRequest {
    /// The token as it was given out; it is good for one exchange.
    pub(in crate::accounts) refresh_token: String,
}

#[cfg(test)]
mod tests {
    use poem_openapi::types::ParseFromJSON;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_document_and_the_model_agree_on_every_field() {
        let longest = [64, 65, 128, 129, 242, 243].map(|length| "x".repeat(length));
        let labels = [63, 64].map(|length| format!("a@{}.org", "x".repeat(length)));
        let domains = [242, 243].map(|length| format!("{}@example.org", "x".repeat(length)));
        let plain = [
            "",
            "a",
            "-a",
            "a-",
            ".a",
            "_a",
            "a b",
            "a\n",
            "zo\u{eb}",
            "a@b",
            "a@b.c",
            "@b",
            "a@",
            "a@b@c",
            "a@-b",
            "a@b-",
            "a@b..c",
            "a@b.",
            "a b@c",
            "a@b\n",
            "A.!#$%&'*+/=?^_`{|}~-@x",
            "\u{e9}@b",
            "a@\u{e9}",
        ];
        let texts = longest.iter().chain(&labels).chain(&domains).map(String::as_str).chain(plain);
        let fill = |username: &str, email: &str, password: &str| {
            let value = json!({"username": username, "email": email, "password": password});
            let judged = NewUser::parse_from_json(Some(value)).is_ok();
            let draft = Draft { username: username.into(), email: email.into(), password: password.into() };
            (judged, draft.check(1).is_ok())
        };
        for text in texts {
            for (document, model) in [fill(text, "a@b", "x"), fill("a", text, "x"), fill("a", "a@b", text)] {
                assert_eq!(document, model, "{text:?}");
            }
        }
    }
}
