//! The statuses of each operation.

use super::user::{AccountData, UserData};
use crate::accounts::error::{
    CreateError, Fault, ListError, LoginError, OneError, RefreshError, RestoreError, UpdateError,
};
use crate::api::Done;
use crate::api::answer::{Shown, Special, answers};

answers! {
    for pub(in crate::accounts),

    Register: Special; CreateError => {
        400 "A field is missing or breaks its rule.",
        409 "A live user has this name or address.",
    }
    Login: Special, LoginByUsername: Special; LoginError => {
        400 "A field is missing or too long.",
        401 "There is no such user, the password is wrong, or the user may not log in.",
        429 "Too many attempts on this account or from this address.",
    }
    RefreshToken: Special; RefreshError => {
        400 "The token is missing or no text.",
        401 "The token is invalid, has expired, was used before, or its session has ended.",
    }
    Logout: Special; Fault => {}
    LogoutByPost: Special; Fault => {
        403 "The request came with the session cookie from another origin.",
    }
    GetStatus: Shown<AccountData>; Fault => {
        200 "The caller.",
    }
    ListUsers: Special; ListError => {
        400 "A parameter is out of its range.",
        403 "Only an administrator may see deleted users.",
    }
    GetUser: Shown<UserData>; OneError => {
        200 "The user.",
        400 "The id is no positive number, or a parameter is wrong.",
        403 "Only an administrator may see deleted users.",
        404 "There is no such user.",
    }
    UpdateUser: Shown<AccountData>; UpdateError => {
        200 "The user as it is now.",
        400 "A field breaks its rule.",
        403 "The caller is neither the user nor an administrator, or not the latter for `active` and `admin`.",
        404 "There is no such user.",
        409 "A live user has this name or address.",
    }
    DeleteUser: Done; OneError => {
        200 "The user is deleted.",
        400 "The id is no positive number, or a parameter is wrong.",
        403 "The caller is neither the user nor an administrator, or not the latter for `permanent`; or this is the last\n\
             administrator.",
        404 "There is no such user.",
    }
    RestoreUser: Shown<AccountData>; RestoreError => {
        200 "The user lives again.",
        400 "The id is no positive number.",
        403 "The caller is no administrator.",
        404 "There is no such user, not even in the trash.",
        409 "The user is not in the trash, or a live one has taken its name or address.",
    }
}
