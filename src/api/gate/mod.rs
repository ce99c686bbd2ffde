//! The gate between the network and the handlers: every request is matched with the served document first.
//!
//! What must stay true: a handler only ever sees a request that its own description allows. So one 404, 405, 413,
//! 415, 401 and 400 is written here for all operations, and a 400 names every invalid field, not only the first.

mod body;
mod enter;
mod form;
mod json;
mod limits;
mod messages;
mod meter;
mod multipart;
mod operation;
mod parameter;
mod path;
mod schema;

pub use enter::enter;
pub use limits::BodyLimits;
pub use operation::Operation;
pub use path::{Found, Operations, PathValues};
pub(crate) use schema::Schemas;
