//! The plan: every documented example compiled into one transaction, and what is
//! wrong with the documentation. Pure: no I/O.

mod transaction;

pub use transaction::{
    Actor, Expected, ExpectedBody, ExpectedHeader, OperationRef, Origin, SchemaRef, Transaction,
};
