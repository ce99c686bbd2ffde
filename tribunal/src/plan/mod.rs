//! The plan: every documented example compiled into one transaction, and what is
//! wrong with the documentation. Pure: no I/O.
//!
//! [`Plan::of`] reads the document's operations, pairs examples by name (`pairing`), chooses values (`values`, and
//! `sample` where the document has none), writes them as the wire wants them (`serialize`, `body`, `request`) and
//! names the outcome (`naming`); `lint` finds what is wrong on the way.
//!
//! What must stay true: the same document gives the same plan; nothing documented is dropped without a word (it is a
//! transaction, a skipped one with its reason, or a defect); a wrong document never stops the plan.

mod body;
mod compile;
mod defect;
mod groups;
mod lint;
mod multipart;
mod naming;
mod options;
mod pairing;
mod request;
mod sample;
mod serialize;
mod transaction;
mod untested;
mod values;

pub use compile::Plan;
pub use defect::{Defect, code};
pub use options::{Order, PlanOptions};
pub(crate) use transaction::CREDENTIAL_HEADERS;
pub use transaction::{
    Actor, Expected, ExpectedBody, ExpectedHeader, OperationRef, Origin, SchemaRef, Transaction,
};
pub use untested::Untested;
