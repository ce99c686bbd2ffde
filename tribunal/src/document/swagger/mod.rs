//! Swagger 2.0 in the words of `OpenAPI` 3.0: bodies and forms become request bodies, `produces` and `examples` become
//! content, and `basePath` stands before each path.
//!
//! Schemas stay as they are, in a dialect of their own. What must stay true: every value that is written here has the
//! place of the value it was made of, be that in another file; what cannot be rewritten is left out by the rules that
//! the typed view has for wrong shapes, or has a wrong shape itself and so becomes a defect there.

mod operation;
mod parameters;
mod responses;
mod rewritten;

pub(super) use rewritten::Rewritten;
