//! The domain's words: users, their names, addresses and passwords, sessions. Pure: no I/O, no clock.

mod draft;
mod fields;
mod session;
mod user;

pub use draft::{ChangesDraft, Draft};
pub use fields::{EMAIL_MAX, Email, Field, Invalid, PASSWORD_MAX, Password, USERNAME_MAX, Username};
pub use session::{LoggedIn, LoginName, LoginSession};
pub use user::{Changes, Credentials, Name, NewUser, Seen, User};
