//! The end of the process, told to everybody who would otherwise go on.

use std::sync::Arc;

use tokio::sync::watch;

/// Says when to stop. Clones are the same word.
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    /// Nobody has said it yet.
    pub fn new() -> Self {
        Self(Arc::new(watch::channel(false).0))
    }

    /// Says it. It cannot be taken back.
    pub fn tell(&self) {
        self.0.send_replace(true);
    }

    /// Whether it has been said.
    pub fn is_told(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns once it has been said.
    pub async fn told(&self) {
        // The sender is ours, so it cannot be gone.
        let _ = self.0.subscribe().wait_for(|told| *told).await;
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self::new()
    }
}
