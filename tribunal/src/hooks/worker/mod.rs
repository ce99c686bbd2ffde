//! Hooks in every language: a second source of hooks beside the Rust registry, at the same seam.
//!
//! A *handler* is a program that has loaded the user's hook files and listens on a TCP port. Tribunal is its client
//! and speaks Dredd's protocol with it: one JSON object and a line feed each way, one message outstanding at a time.
//! What must stay true: a message is one write (two cost 44 ms each, by Nagle's algorithm and delayed
//! acknowledgements); what a hook did not change stays as the document has it, byte for byte; a handler that is gone
//! stops the run and its last words are told; handlers end with us.

mod address;
mod ask;
mod connection;
mod error;
mod files;
mod handler;
mod language;
mod memory;
mod names;
mod nodejs;
mod options;
mod pool;
mod python;
mod stages;
mod wire;
mod workers;

pub use error::WorkerError;
pub use files::hook_files;
pub use language::Language;
pub(crate) use memory::Wired;
pub(crate) use names::NamedHook;
pub use options::{HandlerSlot, WorkerOptions};
pub use workers::Workers;
