//! The page of users for people: a list and a form. No script and no style of its own, so the strictest
//! Content-Security-Policy lets it pass; whatever comes from users is escaped by the template.

use maud::{DOCTYPE, Markup, html};

use super::model::{EMAIL_MAX, PASSWORD_MAX, Seen, USERNAME_MAX};
use crate::api::ErrorBody;

/// Everything the page shows.
pub(super) struct UsersPage<'a> {
    /// The users, newest first.
    pub(super) users: &'a [Seen],
    /// Where the next page is.
    pub(super) next: Option<String>,
    /// What has just happened.
    pub(super) notice: Option<String>,
    /// The form.
    pub(super) form: Form,
}

/// The form to add a user, with what was typed and what is wrong with it.
#[derive(Default)]
pub(super) struct Form {
    /// The name that was typed.
    pub(super) username: String,
    /// The address that was typed.
    pub(super) email: String,
    /// Why it was not accepted.
    pub(super) error: Option<ErrorBody>,
}

impl UsersPage<'_> {
    /// The whole document.
    pub(super) fn render(self) -> String {
        let Self { users, next, notice, form } = self;
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "Users" }
                }
                body {
                    main {
                        h1 { "Users" }
                        @if let Some(notice) = notice { p role="status" { (notice) } }
                        (list(users))
                        @if let Some(next) = next { p { a href=(next) rel="next" { "Older users" } } }
                        h2 { "Add a user" }
                        (form.render())
                    }
                }
            }
        }
        .into_string()
    }
}

fn list(users: &[Seen]) -> Markup {
    let in_full = users.iter().any(|seen| seen.in_full);
    html! {
        @if users.is_empty() { p { "There are no users." } } @else {
            table {
                thead {
                    tr {
                        th scope="col" { "Number" }
                        th scope="col" { "Name" }
                        @if in_full {
                            th scope="col" { "E-mail" }
                            th scope="col" { "Active" }
                            th scope="col" { "Administrator" }
                        }
                        th scope="col" { "Since" }
                    }
                }
                tbody { @for seen in users { (row(seen)) } }
            }
        }
    }
}

fn row(seen: &Seen) -> Markup {
    let user = &seen.user;
    let word = |yes: bool| if yes { "yes" } else { "no" };
    html! {
        tr {
            td { (user.id) }
            td { (user.username) @if user.deleted_at.is_some() { " (deleted)" } }
            @if seen.in_full {
                td { (user.email) }
                td { (word(user.active)) }
                td { (word(user.admin)) }
            }
            td { (user.created_at.format("%Y-%m-%d")) }
        }
    }
}

impl Form {
    fn render(&self) -> Markup {
        html! {
            @if let Some(error) = &self.error { p role="alert" { (error.message) } }
            form method="post" action="/users" {
                (self.field("username", "Name", "text", &self.username, USERNAME_MAX, "off"))
                (self.field("email", "E-mail", "email", &self.email, EMAIL_MAX, "off"))
                (self.field("password", "Password", "password", "", PASSWORD_MAX, "new-password"))
                p { button type="submit" { "Add" } }
            }
        }
    }

    fn field(
        &self,
        name: &str,
        label: &str,
        kind: &str,
        value: &str,
        max: usize,
        autocomplete: &str,
    ) -> Markup {
        let message = self.message(name);
        let described = message.map(|_| format!("{name}-error"));
        html! {
            p {
                label for=(name) { (label) } " "
                input id=(name) name=(name) type=(kind) value=(value) maxlength=(max) autocomplete=(autocomplete)
                    required aria-invalid=[message.map(|_| "true")] aria-describedby=[described.as_ref()];
                @if let (Some(message), Some(id)) = (message, &described) { " " strong id=(id) { (message) } }
            }
        }
    }

    /// What is wrong with a field.
    fn message(&self, name: &str) -> Option<&str> {
        let errors = &self.error.as_ref()?.data.as_ref()?.errors;
        let error = errors.iter().find(|error| error.pointer.strip_prefix('/') == Some(name));
        error.map(|error| error.message.as_str())
    }
}
