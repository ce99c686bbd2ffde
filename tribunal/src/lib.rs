//! Tribunal tries an HTTP API against its own `OpenAPI` document.
//!
//! A *document* is loaded ([`document`]), its examples are compiled into
//! *transactions* ([`plan`]), each transaction gets a *slot* (one database, one
//! running server) that stands at the *baseline* ([`isolation`]), the request is
//! sent ([`transport`]) between the hooks' stages ([`hooks`]), the answer is
//! judged ([`check`]), and what came of it is a plain value ([`result`]) that
//! reports are pure functions of ([`report`]). [`run`] ties these together.
//!
//! A suite begins with a [`run::Server`] of its own and a [`run::Session`]: `examples/own_server.rs` in this
//! crate's folder is a whole one, with one test of `cargo test` for each example.
//!
//! What must stay true: `document` and `plan` never do network I/O except for a
//! document given by URL; `run` prints nothing; `report` never decides a verdict;
//! nothing here knows any particular API.

pub mod check;
pub mod cli;
pub mod document;
pub mod hooks;
pub mod isolation;
pub mod plan;
pub mod process;
pub mod report;
pub mod result;
pub mod run;
pub mod transport;
