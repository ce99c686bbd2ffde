//! What goes over the wire: requests, responses, and which status each error of a use case is.

mod auth;
mod errors;
mod login;
mod one_user;
mod requests;
mod user;
mod users;

pub(super) use auth::{
    AccountData, LogoutByPostResponse, LogoutResponse, NO_STORE, RefreshResponse, StatusResponse,
};
pub(super) use errors::taken;
pub(super) use login::{LoginResponse, RegisterResponse};
pub(super) use one_user::{DeleteUserResponse, GetUserResponse, RestoreUserResponse, UpdateUserResponse};
pub(super) use requests::{
    CreateUserRequest, EmailLogin, NewUser, RefreshRequest, UserChanges, UsernameLogin,
};
pub(super) use user::{Account, User};
pub(super) use users::{CreateUserResponse, ListUsersResponse, UsersContent};
