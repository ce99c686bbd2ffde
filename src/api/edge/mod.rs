//! What surrounds every route, outermost first: request id and log line, metrics, security headers, cross-origin
//! rules, the one error body, the rate limit, the gate.
//!
//! What must stay true: nothing leaves the server without these, a panic's answer included.

mod cors;
mod errors;
mod headers;
mod metrics_path;
mod request_id;
mod surround;

pub use surround::Edge;
