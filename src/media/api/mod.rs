//! Handlers: extract, call the use case, map the answer; and what HTTP says about parts of files and copies of them.

mod disposition;
mod range;
mod routes;

pub use routes::MediaApi;
