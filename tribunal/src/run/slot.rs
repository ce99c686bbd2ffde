//! A slot: one database and one running server that a transaction has for itself.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::{FutureExt, future::BoxFuture};

use super::{session::isolation, store::Store};
use crate::{
    isolation::Rebuilds,
    run::{Instance, ServerError},
};

/// Starts a server on the database of that URL.
pub(super) type Starter<I> = Arc<dyn Fn(String) -> BoxFuture<'static, Result<I, ServerError>> + Send + Sync>;

/// One running server and the store it works on.
pub(super) struct Slot<I: Instance> {
    /// From 0.
    pub(super) number: usize,
    /// `None` after a restart that failed; such a slot is broken and never handed out.
    pub(super) instance: Option<I>,
    pub(super) store: Store,
    /// Starts its server again on a store that was made anew.
    pub(super) starter: Starter<I>,
}

impl<I: Instance> Slot<I> {
    /// Puts everything back to the baseline.
    ///
    /// Waits first until nothing is in flight: a request or job that outlives the restore would write into the
    /// next transaction's baseline. The server's own state goes before the database, so that nothing it still
    /// holds can be written after the restore.
    pub(super) async fn restore(&mut self, limit: Duration) -> Result<(), String> {
        let steps = AssertUnwindSafe(self.steps()).catch_unwind();
        match tokio::time::timeout(limit, steps).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err("the server panicked while it was reset".to_owned()),
            Err(_) => Err(format!("a slot was not restored within {limit:?}")),
        }
    }

    async fn steps(&mut self) -> Result<(), String> {
        if let Some(instance) = &self.instance {
            instance.settle().await.map_err(|e| format!("the server did not settle: {e}"))?;
            instance.reset().await.map_err(|e| format!("the server did not reset: {e}"))?;
        }
        let remade = self.store.restore().await.map_err(|e| e.to_string())?;
        if let Some(url) = remade {
            // The server's connections went with the old database; a new server opens new ones.
            if let Some(old) = self.instance.take() {
                old.stop().await.map_err(|e| format!("the server did not stop: {e}"))?;
            }
            self.instance =
                Some((self.starter)(url).await.map_err(|e| format!("the server did not start again: {e}"))?);
        }
        Ok(())
    }

    /// Stops the server and lets go of the database. Gives a sentence for each that failed, and the restores that had to
    /// make the schema anew.
    ///
    /// With `prove`, every table is compared with the baseline once the server has stopped: a reset that
    /// silently left something behind is found here, before anybody believes the verdicts. What a restore does
    /// not see it does not put back, so once at the end is enough.
    pub(super) async fn close(self, limit: Duration, prove: bool) -> (Vec<String>, Rebuilds) {
        let mut problems = Vec::new();
        if let Some(instance) = self.instance {
            match tokio::time::timeout(limit, AssertUnwindSafe(instance.stop()).catch_unwind()).await {
                Ok(Ok(Ok(()))) => {}
                Ok(Ok(Err(error))) => problems.push(format!("a server did not stop: {error}")),
                Ok(Err(_)) => problems.push("a server panicked while it was stopped".to_owned()),
                Err(_) => problems.push(format!("a server did not stop within {limit:?}")),
            }
        }
        let mut store = self.store;
        if prove {
            match tokio::time::timeout(limit, store.prove()).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => problems.push(isolation(error)),
                Err(_) => problems.push(isolation(format!("a slot was not proved within {limit:?}"))),
            }
        }
        let rebuilds = store.rebuilds();
        if let Err(error) = store.close().await {
            problems.push(error.to_string());
        }
        (problems, rebuilds)
    }
}
