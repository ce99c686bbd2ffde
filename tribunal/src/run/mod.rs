//! The run: slots, hooks, order, events. Prints nothing.

mod server;

pub use server::{Instance, Server, ServerError};
