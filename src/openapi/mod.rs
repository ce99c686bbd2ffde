//! The served `OpenAPI` document.
//!
//! poem-openapi describes what the endpoint definitions say. What it cannot say is
//! added here by one post-processor of small steps ([`complete`]): named examples,
//! the answers that every operation of a kind can give, their headers, links, the
//! error catalogue. [`generated`] is the result, which `make openapi` commits as
//! `openapi/openapi.json`. [`DocsApi`] serves the committed file, and every request is
//! validated by it: a start reads the file instead of generating it.
//!
//! What must stay true: the document is a pure function of the endpoint definitions
//! and of `openapi/examples/`, needs no database, and comes out the same byte for
//! byte every time. A step adds, it never contradicts an endpoint definition. What a
//! step cannot place is a *defect*, named for a test, and never a panic.

mod api;
mod complete;
pub mod example;
mod example_files;
mod merged;
mod operations;
mod page;
mod served;
mod steps;

pub use api::DocsApi;
pub use complete::{Completed, complete};
pub use example_files::ExampleFiles;
pub(crate) use served::read;
pub use served::{document, generated, json, to_json, to_yaml, yaml};
