//! Errors of features as statuses and bodies.

use std::convert::Infallible;

use super::Given;
use crate::api::Rejection;
use crate::infra::DatabaseError;

/// An error that knows its statuses. A fault of ours has none of its own: every operation can come to it.
pub(crate) trait Failing: Into<Rejection> {
    /// The statuses that it can have.
    const STATUSES: &'static [Given];
}

/// What only the database can come to.
impl Failing for DatabaseError {
    const STATUSES: &'static [Given] = &[];
}

impl Failing for Infallible {
    const STATUSES: &'static [Given] = &[];
}

impl From<Infallible> for Rejection {
    fn from(error: Infallible) -> Self {
        match error {}
    }
}

/// Says for each variant of an error which status it is, and with which body: `NotFound => 404 body`. A variant that
/// holds another such error has its statuses: `Read(error) => ReadError error`. What no operation documents by itself
/// is a `fault`.
macro_rules! failures {
    ($($error:ident as $it:ident {
        $($variant:ident $(($($field:pat),*))? $({ $($rest:tt)* })? => $tag:tt $body:expr),* $(,)?
    })*) => {$(
        impl $crate::api::answer::Failing for $error {
            const STATUSES: &'static [$crate::api::answer::Given] =
                &[$($crate::api::answer::failures!(@given $tag)),*];
        }

        impl From<$error> for $crate::api::Rejection {
            fn from($it: $error) -> Self {
                match $it {
                    $($error::$variant $(($($field),*))? $({ $($rest)* })? => {
                        $crate::api::answer::failures!(@rejection $tag $body)
                    })*
                }
            }
        }
    )*};
    (@given fault) => { $crate::api::answer::Given::All(&[]) };
    (@given $status:literal) => { $crate::api::answer::Given::Status($status) };
    (@given $error:ident) => {
        $crate::api::answer::Given::All(<$error as $crate::api::answer::Failing>::STATUSES)
    };
    (@rejection $status:literal $body:expr) => { $crate::api::Rejection::with_status($status, $body) };
    (@rejection $tag:ident $body:expr) => { $crate::api::Rejection::from($body) };
}

pub(crate) use failures;
