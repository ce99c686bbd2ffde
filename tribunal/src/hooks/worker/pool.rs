//! Which handler is free. A transaction keeps one from its first stage to its last.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::handler::Handler;

/// All handlers of a run.
#[derive(Debug)]
pub(super) struct Pool {
    free: Mutex<Vec<Handler>>,
    permits: Arc<Semaphore>,
    count: u32,
}

impl Pool {
    pub(super) fn new(handlers: Vec<Handler>) -> Arc<Self> {
        let permits = Arc::new(Semaphore::new(handlers.len()));
        let count = u32::try_from(handlers.len()).unwrap_or(u32::MAX);
        Arc::new(Self { free: Mutex::new(handlers), permits, count })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }

    /// Waits for a handler.
    pub(super) async fn take(self: &Arc<Self>) -> Option<Lease> {
        let permit = self.permits.clone().acquire_owned().await.ok()?;
        let handler = self.free().pop()?;
        Some(Lease { handler: Some(handler), pool: self.clone(), _permit: permit })
    }

    /// Waits until no transaction has one, and takes them all for good.
    pub(super) async fn drain(&self) -> Vec<Handler> {
        let permit = self.permits.acquire_many(self.count).await;
        self.permits.close();
        drop(permit);
        std::mem::take(&mut *self.free())
    }

    fn free(&self) -> MutexGuard<'_, Vec<Handler>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A handler in use. Dropping it makes the handler free again.
#[derive(Debug)]
pub(crate) struct Lease {
    handler: Option<Handler>,
    pool: Arc<Pool>,
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    /// The handler; `None` only while the lease is being dropped.
    pub(super) fn handler(&mut self) -> Option<&mut Handler> {
        self.handler.as_mut()
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // Before the permit, so that who gets the permit finds it.
        if let Some(handler) = self.handler.take() {
            self.pool.free().push(handler);
        }
    }
}
