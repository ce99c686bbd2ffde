//! Runs what a suite wrote so that it cannot harm the run: panics and hangs become errors.

use std::{any::Any, future::Future, panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;

use super::HookError;

/// Awaits foreign code. The error is the rest of a sentence that begins with who it was:
/// `failed: ...`, `panicked: ...`, `did not end within 10s`.
///
/// `work` is a closure, because code before the first `await` of a hook panics while the future is made.
pub(crate) async fn guarded<T, F>(limit: Duration, work: impl FnOnce() -> F) -> Result<T, String>
where
    F: Future<Output = Result<T, HookError>>,
{
    let work = AssertUnwindSafe(async { work().await }).catch_unwind();
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(Ok(value))) => Ok(value),
        Ok(Ok(Err(error))) => Err(format!("failed: {}", with_sources(error.as_ref()))),
        Ok(Err(panic)) => Err(format!("panicked: {}", panic_text(panic.as_ref()))),
        Err(_) => Err(format!("did not end within {limit:?}")),
    }
}

/// An error and what caused it, in one line.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let cause = source.to_string();
        // Many errors repeat their source in their own text.
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
        next = source.source();
    }
    text
}

/// What a panic said.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("(no message)")
}
