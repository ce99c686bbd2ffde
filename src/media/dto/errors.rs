//! Which status each error of a use case is, and with which body.

use crate::api::answer::failures;
use crate::api::{ErrorBody, Rejection, Subcode};
use crate::media::error::{Fault, ReadError};

failures! {
    Fault as fault {
        Database(error) => fault error,
        Storage(error) => fault error,
        Machine(error) => fault Rejection::unexpected(&error),
    }
    ReadError as error {
        NotFound => 404 ErrorBody::of(Subcode::MediaNotFound),
        Fault(fault) => Fault fault,
    }
}
