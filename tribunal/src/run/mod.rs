//! The run: slots, hooks, order, events. Prints nothing.
//!
//! A [`Session`] holds N slots, each a database with a running server. A transaction is admitted, waits for a
//! restored slot, goes through the stages (`flow`), and the slot goes home to be restored in the background.
//! What must stay true: a transaction begins on the baseline or not at all; nothing is restored while a request
//! is in flight; verdicts do not depend on the number of slots or on order; every planned transaction has
//! exactly one result.

mod engine;
mod error;
mod event;
mod flow;
mod identity;
mod opening;
mod options;
mod pool;
mod record;
mod remote;
mod server;
mod session;
mod slot;
mod standing;
mod stop;
mod store;

pub use error::RunError;
pub use event::Event;
pub use options::{Provision, ResetMode, RunOptions};
pub use remote::{RemoteInstance, RemoteServer};
pub use server::{Instance, Server, ServerError};
pub use session::Session;
pub use standing::{Baseline, Standing};
