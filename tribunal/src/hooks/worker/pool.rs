//! Which handler runs the hooks of a slot. A transaction keeps it from its first stage to its last.

use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::handler::Handler;
use crate::process::end_together;

/// All handlers of a run: one for each slot, or fewer that slots have in turn.
#[derive(Debug)]
pub(super) struct Pool(Vec<Arc<Mutex<Option<Handler>>>>);

impl Pool {
    pub(super) fn new(handlers: Vec<Handler>) -> Self {
        Self(handlers.into_iter().map(|handler| Arc::new(Mutex::new(Some(handler)))).collect())
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Waits for the handler of a slot. `None`: all have been taken for good.
    pub(super) async fn take(&self, slot: usize) -> Option<Lease> {
        let place = self.0.get(slot.checked_rem(self.count())?)?;
        let handler = place.clone().lock_owned().await;
        handler.is_some().then_some(Lease(handler))
    }

    /// Waits until no transaction has one, and takes them all for good.
    pub(super) async fn drain(&self) -> Vec<Handler> {
        let mut handlers = Vec::new();
        for place in &self.0 {
            handlers.extend(place.lock().await.take());
        }
        handlers
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        end_together(self.0.drain(..));
    }
}

/// A handler in use. Dropping it makes the handler free again.
#[derive(Debug)]
pub(crate) struct Lease(OwnedMutexGuard<Option<Handler>>);

impl Lease {
    /// The handler; there is one as long as the lease is.
    pub(super) fn handler(&mut self) -> Option<&mut Handler> {
        self.0.as_mut()
    }
}
