//! Answers of listing and adding users.

use poem_openapi::payload::{Html, Json};
use poem_openapi::{ApiResponse, Object, ResponseContent};
use serde::Serialize;

use super::{AccountData, User, errors};
use crate::accounts::error::{AddError, CreateError};
use crate::accounts::model::{self, Seen};
use crate::api::{Envelope, ErrorBody, ListMeta, Listing, Rejection};
use crate::jobs::{Accepted, JobId};

/// Users of one page.
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::accounts) struct UserList {
    /// The users, newest first.
    users: Vec<User>,
}

/// A list for programs or for people.
#[derive(ResponseContent)]
pub(in crate::accounts) enum UsersContent {
    /// For programs.
    Json(Json<Listing<UserList>>),
    /// For people.
    Html(Html<String>),
}

impl UsersContent {
    /// A list for programs.
    pub(in crate::accounts) fn json(users: Vec<Seen>, meta: ListMeta) -> Self {
        let users = users.into_iter().map(User::from).collect();
        Self::Json(Json(Listing::new(UserList { users }, meta)))
    }
}

/// An error for programs, or the page with the error in it for people.
#[derive(ResponseContent)]
pub(in crate::accounts) enum Problem {
    /// For programs.
    Json(Json<ErrorBody>),
    /// For people.
    Html(Html<String>),
}

/// The success of `list_users`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum ListedUsers {
    /// The users.
    #[oai(status = 200)]
    Ok(
        UsersContent,
        /// Where the next page is, while there is more (RFC 8288).
        #[oai(header = "Link")]
        Option<String>,
        /// Always `Accept`: the same address is a list for programs and a page for people.
        #[oai(header = "Vary")]
        String,
    ),
}

/// Answers of `create_user`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum CreateUserResponse {
    /// The user is made.
    #[oai(status = 201)]
    Created(
        Json<Envelope<AccountData>>,
        /// Where the user is.
        #[oai(header = "Location")]
        String,
    ),
    /// The user is made, and the page shows it.
    #[oai(status = 200)]
    Page(Html<String>),
    /// The user is made later; a notification tells what came of it.
    #[oai(status = 202)]
    Accepted(
        Json<Envelope<Accepted>>,
        /// Where the job is.
        #[oai(header = "Location")]
        String,
        /// Always `respond-async` (RFC 7240, section 3).
        #[oai(header = "Preference-Applied")]
        String,
    ),
    /// A field is missing or breaks its rule.
    #[oai(status = 400)]
    Invalid(Problem),
    /// The caller is no administrator, or the form came from another origin.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// A live user has this name or address.
    #[oai(status = 409)]
    Taken(Problem),
}

impl CreateUserResponse {
    /// The user is made.
    pub(in crate::accounts) fn created(user: model::User) -> Self {
        let location = format!("/users/{}", user.id);
        Self::Created(Json(Envelope::new(user.into())), location)
    }

    /// The user is made later.
    pub(in crate::accounts) fn accepted(job: JobId) -> Self {
        let body = Json(Envelope::new(Accepted { job_id: job.0 }));
        Self::Accepted(body, Accepted::location(job), "respond-async".to_owned())
    }

    /// The status of an error, with the body that the caller understands: `page` draws it for people.
    pub(in crate::accounts) fn failed(
        error: AddError,
        page: Option<impl FnOnce(&ErrorBody) -> String>,
    ) -> Result<Self, Rejection> {
        let problem = |body: ErrorBody| match page {
            Some(page) => Problem::Html(Html(page(&body))),
            None => Problem::Json(Json(body)),
        };
        match error {
            AddError::Refused(refusal) => Ok(Self::Forbidden(Json(errors::refused(refusal)))),
            AddError::Create(CreateError::Invalid(fields)) => {
                Ok(Self::Invalid(problem(errors::invalid(&fields))))
            }
            AddError::Create(CreateError::Taken(field)) => Ok(Self::Taken(problem(errors::taken(field)))),
            AddError::Create(CreateError::Fault(fault)) => Err(fault.into()),
        }
    }
}
