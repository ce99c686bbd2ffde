//! Ctrl-C and its kin.

/// Returns when the user or the system asks for the end, and says who it was.
///
/// Once this was polled, the signals no longer end the process by themselves.
pub(super) async fn asked() -> &'static str {
    tokio::select! {
        () = interrupt() => "interrupted by Ctrl-C",
        () = terminate() => "interrupted by SIGTERM",
    }
}

async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Signals cannot be heard here; they keep their usual effect.
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
