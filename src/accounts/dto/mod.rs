//! What goes over the wire: requests, responses, and which status each error of a use case is.

mod auth;
mod errors;
mod requests;
mod user;
mod users;

pub(super) use auth::{
    AccountData, LoginResponse, LogoutByPostResponse, LogoutResponse, NO_STORE, RefreshResponse,
    RegisterResponse, StatusResponse,
};
pub(super) use requests::{
    CreateUserRequest, EmailLogin, NewUser, RefreshRequest, UserChanges, UsernameLogin,
};
pub(super) use user::{Account, User};
pub(super) use users::{
    CreateUserResponse, DeleteUserResponse, GetUserResponse, ListUsersResponse, RestoreUserResponse,
    UpdateUserResponse, UsersContent,
};
