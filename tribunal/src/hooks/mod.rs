//! Hooks: what a suite runs around each transaction.
