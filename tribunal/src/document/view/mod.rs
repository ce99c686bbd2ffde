//! The document as operations: path items' parameters merged, references followed, every part with its place.
//!
//! Reading never fails as a whole: a part that cannot be used is left out and becomes a trouble with its place.

mod example;
mod media;
mod operation;
mod parameter;
mod security;
mod server;
mod unsolicited;

pub use example::{Example, Examples};
pub use media::{MediaType, Response, essence};
pub use operation::{Operation, Operations, Trouble};
pub use parameter::{Location, Parameter, Style};
pub use security::{Credential, Security};
pub use server::{Served, servers};
pub use unsolicited::Unsolicited;
