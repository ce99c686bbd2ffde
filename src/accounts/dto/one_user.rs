//! Answers of the operations on one user.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::{AccountData, User, errors};
use crate::accounts::error::{OneError, RestoreError, UpdateError};
use crate::accounts::model::Seen;
use crate::api::{Done, Envelope, ErrorBody, Rejection};

/// One user.
#[derive(Clone, Debug, Object)]
pub(in crate::accounts) struct UserData {
    /// The user.
    user: User,
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
