//! The rules that hold everywhere, tried on the routes as they are served: errors, headers, limits, settings.
//!
//! What one feature promises beyond its examples stands in the folder of that feature; what an example can say
//! stands in the document.

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod authentication;
mod body;
mod cors;
mod document;
mod fault;
mod headers;
mod health;
mod hostile;
mod limits;
mod media;
mod parameters;
mod patience;
mod process;
mod program;
mod routing;
mod server;
mod settings;
mod slow_reader;
mod support;
