//! Answers of the operations on users.

use poem_openapi::payload::{Html, Json};
use poem_openapi::{ApiResponse, Object, ResponseContent};

use super::{AccountData, User, errors};
use crate::accounts::error::{CreateError, ListError, OneError, RestoreError, UpdateError};
use crate::accounts::model::{self, Seen};
use crate::api::{Done, Envelope, ErrorBody, ListMeta, Listing, Rejection, Subcode};

/// Users of one page.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct UserList {
    /// The users, newest first.
    users: Vec<User>,
}

/// One user.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct UserData {
    /// The user.
    user: User,
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

/// Answers of `list_users`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum ListUsersResponse {
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
    /// A parameter is out of its range.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// Only an administrator may see deleted users.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
}

impl TryFrom<ListError> for ListUsersResponse {
    type Error = Rejection;

    fn try_from(error: ListError) -> Result<Self, Rejection> {
        match error {
            ListError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            ListError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// For whoever can no longer be refused.
impl From<ListError> for Rejection {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Refused(refusal) => Self::new(Subcode::Forbidden, refusal.to_string()),
            ListError::Fault(fault) => fault.into(),
        }
    }
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
        Self::Created(AccountData::envelope(user), location)
    }

    /// The status of an error, with the body that the caller understands: `page` draws it for people.
    pub(in crate::accounts) fn failed(
        error: CreateError,
        page: Option<impl FnOnce(&ErrorBody) -> String>,
    ) -> Result<Self, Rejection> {
        let problem = |body: ErrorBody| match page {
            Some(page) => Problem::Html(Html(page(&body))),
            None => Problem::Json(Json(body)),
        };
        match error {
            CreateError::Invalid(fields) => Ok(Self::Invalid(problem(errors::invalid(&fields)))),
            CreateError::Taken(field) => Ok(Self::Taken(problem(errors::taken(field)))),
            CreateError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            CreateError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// Answers of `get_user`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum GetUserResponse {
    /// The user.
    #[oai(status = 200)]
    Ok(Json<Envelope<UserData>>),
    /// The id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// Only an administrator may see deleted users.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such user.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl GetUserResponse {
    /// The user.
    pub(in crate::accounts) fn ok(seen: Seen) -> Self {
        Self::Ok(Json(Envelope::new(UserData { user: seen.into() })))
    }
}

impl TryFrom<OneError> for GetUserResponse {
    type Error = Rejection;

    fn try_from(error: OneError) -> Result<Self, Rejection> {
        match error {
            OneError::NotFound => Ok(Self::NotFound(errors::not_found())),
            OneError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            OneError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// Answers of `update_user`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum UpdateUserResponse {
    /// The user as it is now.
    #[oai(status = 200)]
    Ok(Json<Envelope<AccountData>>),
    /// A field breaks its rule.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The caller is neither the user nor an administrator, or not the latter for `active` and `admin`.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such user.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// A live user has this name or address.
    #[oai(status = 409)]
    Taken(Json<ErrorBody>),
}

impl TryFrom<UpdateError> for UpdateUserResponse {
    type Error = Rejection;

    fn try_from(error: UpdateError) -> Result<Self, Rejection> {
        match error {
            UpdateError::Invalid(fields) => Ok(Self::Invalid(Json(errors::invalid(&fields)))),
            UpdateError::Taken(field) => Ok(Self::Taken(Json(errors::taken(field)))),
            UpdateError::NotFound => Ok(Self::NotFound(errors::not_found())),
            UpdateError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            UpdateError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// Answers of `delete_user`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum DeleteUserResponse {
    /// The user is deleted.
    #[oai(status = 200)]
    Ok(Json<Done>),
    /// The id is no positive number, or a parameter is wrong.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is neither the user nor an administrator, or not the latter for `permanent`; or this is the last
    /// administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such user.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

impl TryFrom<OneError> for DeleteUserResponse {
    type Error = Rejection;

    fn try_from(error: OneError) -> Result<Self, Rejection> {
        match error {
            OneError::NotFound => Ok(Self::NotFound(errors::not_found())),
            OneError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            OneError::Fault(fault) => Err(fault.into()),
        }
    }
}

/// Answers of `restore_user`.
#[derive(ApiResponse)]
pub(in crate::accounts) enum RestoreUserResponse {
    /// The user lives again.
    #[oai(status = 200)]
    Ok(Json<Envelope<AccountData>>),
    /// The id is no positive number.
    #[oai(status = 400)]
    #[expect(dead_code, reason = "answered before the handler runs; it stands here for the document")]
    Invalid(Json<ErrorBody>),
    /// The caller is no administrator.
    #[oai(status = 403)]
    Forbidden(Json<ErrorBody>),
    /// There is no such user, not even in the trash.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
    /// The user is not in the trash, or a live one has taken its name or address.
    #[oai(status = 409)]
    Conflict(Json<ErrorBody>),
}

impl TryFrom<RestoreError> for RestoreUserResponse {
    type Error = Rejection;

    fn try_from(error: RestoreError) -> Result<Self, Rejection> {
        match error {
            RestoreError::NotFound => Ok(Self::NotFound(errors::not_found())),
            RestoreError::NotTrashed => Ok(Self::Conflict(errors::not_trashed())),
            RestoreError::Taken(field) => Ok(Self::Conflict(Json(errors::taken(field)))),
            RestoreError::Refused(refusal) => Ok(Self::Forbidden(errors::refused(refusal))),
            RestoreError::Fault(fault) => Err(fault.into()),
        }
    }
}
