//! Errors in the words of the API.

use crate::api::Rejection;
use crate::media::error::Fault;

impl From<Fault> for Rejection {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Database(error) => error.into(),
            Fault::Storage(error) => error.into(),
            Fault::Machine(error) => Self::unexpected(&error),
        }
    }
}
