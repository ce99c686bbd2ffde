//! Why there is no fresh database.

/// Why there is no fresh database.
#[derive(Debug, thiserror::Error)]
pub enum IsolationError {
    /// The choice of a database is not one that is known.
    #[error("{0}")]
    Choice(String),
    /// No rung of the ladder gave a database.
    #[error("no database: {0}")]
    Unavailable(String),
    /// The database could not be brought back to the baseline.
    #[error("the reset failed: {0}")]
    Restore(String),
    /// The database differs from the baseline although it was reset.
    #[error("the reset is not proved: {0}")]
    Unproved(String),
}
