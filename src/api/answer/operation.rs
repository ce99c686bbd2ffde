//! An operation's answers, as a handler returns them and the document shows them.

use std::marker::PhantomData;

use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;

use super::statuses::{contains, description};
use super::{Failing, Payload};
use crate::api::{ErrorBody, Rejection};

/// One documented set of statuses. Declared by `answers!`.
pub(crate) trait Operation: Send + Sync + 'static {
    type Success: Payload;
    type Error: Failing;

    /// Each status with its description, in the order of the numbers.
    const STATUSES: &'static [(u16, &'static str)];
}

/// What the handler of an operation returns.
pub(crate) type Answer<O> = Result<Success<O>, Failure<O>>;

/// The success of an operation.
pub(crate) struct Success<O: Operation>(pub(crate) O::Success);

impl<O: Operation> IntoResponse for Success<O> {
    fn into_response(self) -> Response {
        self.0.response()
    }
}

impl<O: Operation> ApiResponse for Success<O> {
    fn meta() -> MetaResponses {
        let mut responses = O::Success::meta();
        for response in &mut responses {
            let described = response.status.and_then(|status| description(O::STATUSES, status));
            response.description = described.unwrap_or_default();
        }
        MetaResponses { responses }
    }

    fn register(registry: &mut Registry) {
        O::Success::register(registry);
    }
}

/// The error of an operation: one that it documents, or a fault of ours.
pub(crate) struct Failure<O>(Rejection, PhantomData<fn() -> O>);

impl<O: Operation> From<Rejection> for Failure<O> {
    fn from(rejection: Rejection) -> Self {
        Self(rejection, PhantomData)
    }
}

impl<O: Operation> From<Failure<O>> for poem::Error {
    fn from(failure: Failure<O>) -> Self {
        failure.0.into()
    }
}

impl<O: Operation> ApiResponse for Failure<O> {
    fn meta() -> MetaResponses {
        let errors = O::STATUSES.iter().filter(|(status, _)| !contains(O::Success::STATUSES, *status));
        let responses = errors.map(|&(status, description)| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: <Json<ErrorBody> as poem_openapi::payload::Payload>::CONTENT_TYPE,
                schema: ErrorBody::schema_ref(),
            }],
            headers: Vec::new(),
        });
        MetaResponses { responses: responses.collect() }
    }

    fn register(registry: &mut Registry) {
        ErrorBody::register(registry);
    }
}

/// Declares operations: `GetUser: Shown<UserData>; OneError => { 200 "The user.", 404 "There is no such user." }`.
/// Several with the same statuses stand side by side, separated by commas; `for` says who sees them. A status that the validation of requests
/// answers before the handler runs stands there like any other.
macro_rules! answers {
    (for $vis:vis, $($($name:ident: $success:ty),+; $error:ty => $statuses:tt)*) => {$($(
        $crate::api::answer::answers!(@one $vis, $name, $success, $error, $statuses);
    )+)*};
    (@one $vis:vis, $name:ident, $success:ty, $error:ty, { $($status:literal $description:literal),* $(,)? }) => {
        $vis enum $name {}

        impl $crate::api::answer::Operation for $name {
            type Success = $success;
            type Error = $error;

            const STATUSES: &'static [(u16, &'static str)] = &[$(($status, $description)),*];
        }

        const _: () = {
            use $crate::api::answer::{Failing, Operation, Payload, documents, gives};
            const STATUSES: &[(u16, &str)] = <$name as Operation>::STATUSES;
            assert!(
                documents(STATUSES, <$error as Failing>::STATUSES),
                concat!("an error of ", stringify!($name), " has a status that is not documented")
            );
            assert!(
                documents(STATUSES, <$success as Payload>::STATUSES)
                    && gives(<$success as Payload>::STATUSES, STATUSES),
                concat!("the successes of ", stringify!($name), " are not those that are documented")
            );
        };

        impl From<$error> for $crate::api::answer::Failure<$name> {
            fn from(error: $error) -> Self {
                $crate::api::Rejection::from(error).into()
            }
        }
    };
}

pub(crate) use answers;
