//! Schemas: the document's dialect lowered to JSON Schema 2020-12, compiled when first used, and what breaks them.
//!
//! Nothing outside sees the lowered form: a [`Violation`] names the keyword's place in the document.

mod cache;
mod closure;
mod dialect;
mod discriminator;
mod identity;
mod keywords;
mod lower;
mod validator;
mod visibility;

pub(super) use cache::Validators;
pub(super) use identity::Identities;
pub use validator::{Validator, Violation};

/// Which way a value travels: `readOnly` properties belong to responses, `writeOnly` ones to requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From client to server: a required `readOnly` property may be missing.
    Request,
    /// From server to client: a required `writeOnly` property may be missing, and none may be there.
    Response,
}
