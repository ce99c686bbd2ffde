//! Who wants to know.

use std::sync::Arc;

use async_trait::async_trait;

use super::Signal;
use crate::jobs::{Attempt, Finished, Job};

/// Somebody who is told of one kind of signal.
#[async_trait]
pub trait Subscriber: Send + Sync + 'static {
    /// What it is told of.
    type Signal: Signal;

    /// Its name, which is also the kind of its jobs.
    const NAME: &'static str;

    /// Hears a signal, perhaps not for the first time.
    ///
    /// # Errors
    ///
    /// Whatever may be gone at the next attempt.
    async fn receive(&self, attempt: &Attempt, signal: Self::Signal) -> anyhow::Result<Finished>;
}

/// A subscriber in the list.
pub struct Subscription {
    /// The signal's name.
    pub signal: &'static str,
    /// The job that carries it to the subscriber.
    pub job: Arc<dyn Job>,
}

impl Subscription {
    /// Puts a subscriber on the list.
    pub fn of<S: Subscriber>(subscriber: S) -> Self {
        Self { signal: S::Signal::NAME, job: Arc::new(Delivery(subscriber)) }
    }
}

struct Delivery<S>(S);

#[async_trait]
impl<S: Subscriber> Job for Delivery<S> {
    fn kind(&self) -> &'static str {
        S::NAME
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        self.0.receive(attempt, attempt.payload()?).await
    }
}
