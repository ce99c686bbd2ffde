//! The seam to a server that runs inside the suite's own process: one instance a slot.

use std::future::Future;

/// Any error of the server under test.
pub type ServerError = Box<dyn std::error::Error + Send + Sync>;

/// A program under test that a suite can start once for each slot.
pub trait Server: Send + Sync + 'static {
    /// A running server with what hooks need of it: base URL, database connection, clock...
    type Instance: Instance;

    /// Migrates and seeds an empty database. Called once; every slot starts as a copy of it.
    fn prepare(&self, database_url: &str) -> impl Future<Output = Result<(), ServerError>> + Send;

    /// Starts one instance on a database that stands at the baseline.
    fn start(&self, database_url: &str) -> impl Future<Output = Result<Self::Instance, ServerError>> + Send;
}

/// One running server that a slot has for itself.
pub trait Instance: Send + Sync + 'static {
    /// Scheme, host and port: `http://127.0.0.1:40123`.
    fn base_url(&self) -> &str;

    /// The base URL of the server that this one stands in for, where there are several alike: requests name it as their
    /// `Host`, and reports have it. An answer that tells the server's own address is the same from each of them then.
    fn known_as(&self) -> Option<&str> {
        None
    }

    /// Returns when no request and no job is in flight any more.
    fn settle(&self) -> impl Future<Output = Result<(), ServerError>> + Send;

    /// Puts everything outside the database back to the baseline: caches, rate limits, clock, ids, storage.
    fn reset(&self) -> impl Future<Output = Result<(), ServerError>> + Send;

    /// Stops serving and closes its connections.
    fn stop(self) -> impl Future<Output = Result<(), ServerError>> + Send;
}
