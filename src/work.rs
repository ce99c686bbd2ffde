//! The list of every job, every subscriber and everything that can be trashed. With `app.rs` and `routes.rs` the only files that know every feature.

use std::sync::Arc;

use crate::accounts::{CreateUser, PurgeSessions};
use crate::broadcasts::{SendBroadcast, TellOfBroadcast};
use crate::chats::OpenChat;
use crate::events::{EventModified, MakeCalendar, RefreshCalendar, SessionsModified, SpeakersModified};
use crate::infra::Subscribers;
use crate::jobs::{Job, PurgeJobs, PurgeTrash, Registry};
use crate::messages::DeliverMessage;
use crate::signals::Subscription;
use crate::soft_delete::Purge;
use crate::{accounts, chats, events};

/// What is to be done for whoever asks.
fn jobs() -> Vec<Arc<dyn Job>> {
    vec![
        Arc::new(CreateUser),
        Arc::new(DeliverMessage),
        Arc::new(MakeCalendar),
        Arc::new(PurgeJobs),
        Arc::new(PurgeSessions),
        Arc::new(PurgeTrash(trash())),
        Arc::new(SendBroadcast),
    ]
}

/// Who is told of what.
fn subscriptions() -> Vec<Subscription> {
    vec![
        Subscription::of(OpenChat),
        Subscription::of(TellOfBroadcast),
        Subscription::of(RefreshCalendar::<EventModified>::new()),
        Subscription::of(RefreshCalendar::<SessionsModified>::new()),
        Subscription::of(RefreshCalendar::<SpeakersModified>::new()),
    ]
}

/// Everything that can be trashed.
fn trash() -> Vec<Purge> {
    vec![accounts::TRASH, chats::TRASH, events::EVENT_TRASH, events::SESSION_TRASH, events::SPEAKER_TRASH]
}

/// What is to be done every hour.
pub(crate) fn housekeeping() -> Vec<&'static str> {
    vec![PurgeJobs.kind(), PurgeSessions.kind(), PurgeTrash::KIND]
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
