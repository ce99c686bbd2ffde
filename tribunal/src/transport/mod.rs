//! HTTP messages as plain values, and the client that exchanges them.

mod client;
mod error;
mod message;
pub(crate) mod tls;

pub use client::{Client, Limits};
pub use error::TransportError;
pub use message::{Body, Headers, Request, Response};
