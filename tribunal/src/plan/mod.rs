//! The plan: every documented example compiled into one transaction, and what is
//! wrong with the documentation. Pure: no I/O.

mod compile;
mod defect;
mod options;
mod transaction;

pub use compile::Plan;
pub use defect::{Defect, code};
pub use options::{Order, PlanOptions};
pub(crate) use transaction::CREDENTIAL_HEADERS;
pub use transaction::{
    Actor, Expected, ExpectedBody, ExpectedHeader, OperationRef, Origin, SchemaRef, Transaction,
};
