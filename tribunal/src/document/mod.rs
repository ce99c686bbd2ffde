//! The `OpenAPI` document: loaded, resolved, with the source position of every value.
//!
//! A [`Document`] is JSON or YAML, one file or several of one folder. [`Node`] walks it and [`Document::follow`]
//! goes through references; [`view`] is the typed view that planning needs; [`schema`] compiles schemas.
//!
//! What must stay true: a document is untrusted, so nothing here panics, recurses without bound, or reads a file
//! outside the document's folder; every complaint has a place; places cost nothing until one is asked for.

mod error;
mod files;
mod json;
mod loaded;
mod node;
mod position;
mod reference;
mod scalar;
pub mod schema;
mod source;
mod span;
mod swagger;
mod version;
pub mod view;
pub(crate) mod yaml;

pub use error::DocumentError;
pub use files::LoadOptions;
pub use loaded::Document;
pub use node::Node;
pub use position::{Pointer, Position};
pub use schema::{Direction, Validator, Violation};
pub use version::OpenApiVersion;
