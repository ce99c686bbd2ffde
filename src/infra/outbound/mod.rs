//! Requests to servers that somebody else names: an API that serves banners, the pictures it points to.
//!
//! What must stay true: nothing is ever connected to that is not on the public internet, whatever an address, a name
//! or a redirect says, unless a setting for tests allows it; what was checked is what is connected to; every answer
//! has a size it must not pass and a moment at which its reader has had enough.

mod client;
mod error;
mod guard;
mod resolver;

pub use client::{Limits, Outbound, Reply};
pub use error::OutboundError;
