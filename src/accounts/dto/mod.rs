//! What goes over the wire: requests, responses, and which status each error of a use case is.

mod answers;
mod errors;
mod login;
mod requests;
mod user;
mod users;

pub(super) use answers::*;
pub(super) use errors::taken;
pub(super) use login::{Closed, Opened, Registered, Renewed};
pub(super) use requests::{
    CreateUserRequest, EmailLogin, NewUser, RefreshRequest, UserChanges, UsernameLogin,
};
pub(super) use user::{Account, AccountData, User};
pub(super) use users::{CreateUserResponse, ListedUsers, UsersContent};
