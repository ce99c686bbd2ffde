//! What the document promises and no example proves yet, with a reason each. The list
//! may only shrink: a test fails on an entry that is no longer needed.

/// An operation and a status without a transaction that passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The `operationId`.
    pub operation: &'static str,
    /// The status.
    pub status: u16,
    /// Why.
    pub reason: &'static str,
}

/// All of them.
pub const EXCEPTIONS: &[Exception] = &[];
