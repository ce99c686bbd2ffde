//! Errors of one layer as those of the next.

/// Passes causes on: `passed_on! { DbErr, Refusal => { ReadError::Database, ListError::Database } }` says that each error
/// holds each cause, as whatever the variant holds is made from it.
macro_rules! passed_on {
    ($($($cause:ty),+ => $targets:tt)*) => {$($(
        $crate::api::passed_on!(@one $cause, $targets);
    )+)*};
    (@one $cause:ty, { $($error:ident::$variant:ident),* $(,)? }) => {$(
        impl From<$cause> for $error {
            fn from(cause: $cause) -> Self {
                Self::$variant(cause.into())
            }
        }
    )*};
}

pub(crate) use passed_on;
