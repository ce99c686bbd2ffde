//! What operations answer: one declaration for each of which statuses it can give, and from which error.
//!
//! A handler returns [`Answer`] of its [`Operation`]: a success is one of the generic ones in `payload`, an error is the
//! feature's own, which `failures!` turns into a status and a body. `answers!` declares the operation and its documented
//! statuses. What must stay true: nothing compiles that could answer with a status which its operation does not
//! document.

mod failing;
mod operation;
mod payload;
mod statuses;

pub(crate) use failing::{Failing, failures};
pub(crate) use operation::{Answer, Failure, Operation, Success, answers};
pub(crate) use payload::{
    Created, CreatedVersioned, Data, Deferred, Either, Listed, Payload, Shown, Special, Versioned,
};
pub(crate) use statuses::{Given, documents, gives};
