//! Why a run could not begin.

use crate::{hooks::DeadHook, isolation::IsolationError, run::ServerError, transport::TransportError};

/// A run that could not begin. Each is one clear message, and exit code 2 on the command line.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Hooks that no transaction of the document can have.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    DeadHooks(Vec<DeadHook>),
    /// A `before_all` hook failed.
    #[error("{0}")]
    Hook(String),
    /// No HTTP client.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// No fresh database.
    #[error(transparent)]
    Isolation(#[from] IsolationError),
    /// The server could not make the baseline.
    #[error("the server could not prepare the baseline database: {0}")]
    Prepare(#[source] ServerError),
    /// The server could not be started, or does not answer where it should be.
    #[error("no server: {0}")]
    Start(#[source] ServerError),
}
