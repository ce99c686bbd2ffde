//! The list of every job and every subscriber. With `app.rs` and `routes.rs` the only files that know every feature.

use std::sync::Arc;

use crate::accounts::{CreateUser, PurgeAccounts};
use crate::broadcasts::{SendBroadcast, TellOfBroadcast};
use crate::chats::{OpenChat, PurgeChats};
use crate::infra::Subscribers;
use crate::jobs::{Job, PurgeJobs, Registry};
use crate::messages::DeliverMessage;
use crate::signals::Subscription;

/// What is to be done for whoever asks.
fn jobs() -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(CreateUser),
        Arc::new(DeliverMessage),
        Arc::new(PurgeAccounts),
        Arc::new(PurgeChats),
        Arc::new(PurgeJobs),
        Arc::new(SendBroadcast),
    ]
}

/// Who is told of what.
fn subscriptions() -> Vec<Subscription> {
    vec![Subscription::of(OpenChat), Subscription::of(TellOfBroadcast)]
}

/// What is to be done every hour.
pub(crate) fn housekeeping() -> Vec<&'static str> {
    vec![PurgeAccounts.kind(), PurgeChats.kind(), PurgeJobs.kind()]
}

/// Everything that a worker can do.
pub fn registry() -> Registry {
    Registry::new(jobs().into_iter().chain(subscriptions().into_iter().map(|subscription| subscription.job)))
}

/// Which jobs each signal asks for.
pub(crate) fn subscribers() -> Subscribers {
    Subscribers::new(
        subscriptions().iter().map(|subscription| (subscription.signal, subscription.job.kind())),
    )
}
