//! HTTP messages as plain values, and the client that exchanges them.

mod message;

pub use message::{Body, Headers, Request, Response};
