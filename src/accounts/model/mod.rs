//! The domain's words: users, their names, addresses and passwords, sessions. Pure: no I/O, no clock.

mod fields;
mod session;
mod user;

pub use fields::{EMAIL_MAX, Email, Field, Invalid, PASSWORD_MAX, Password, USERNAME_MAX, Username};
pub use session::{LoggedIn, LoginName, LoginSession};
pub use user::{Changes, ChangesDraft, Credentials, Draft, Name, NewUser, Seen, User};
