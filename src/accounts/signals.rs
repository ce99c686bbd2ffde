//! What happens to users that others want to know.

use serde::{Deserialize, Serialize};

use crate::signals::Signal;

/// A user was made: by registering, by an administrator, or from the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRegistered {
    /// The user's number.
    pub user: i64,
}

impl Signal for UserRegistered {
    const NAME: &'static str = "UserRegistered";
}
