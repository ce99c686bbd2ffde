//! The database's clock, which all workers share.

use sea_orm::DbBackend;

/// Now, in milliseconds since 1970, as an expression.
pub(super) fn now(backend: DbBackend) -> &'static str {
    match backend {
        // Not `now()`, which stands still for a transaction.
        DbBackend::Postgres => "(extract(epoch FROM clock_timestamp()) * 1000)::bigint",
        _ => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    }
}

/// A span in milliseconds.
pub(super) fn millis(span: std::time::Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
