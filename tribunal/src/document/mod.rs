//! The `OpenAPI` document: loaded, resolved, with the source position of every value.

mod position;

pub use position::{Pointer, Position};
