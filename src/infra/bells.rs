//! Wakes who waits for a change of the database, in this process and, through the database, in every other one.
//!
//! A bell says *look again*, never what there is to see: what was missed, or rung too often, costs one query and
//! loses nothing. So nothing is kept for a listener but one bit.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::sync::Notify;

/// What somebody waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A job is due.
    Queue,
    /// A user has a new notification.
    Inbox(i64),
}

/// The channel of `pg_notify` that carries topics between processes.
pub(super) const CHANNEL: &str = "plenary";

impl Topic {
    fn payload(self) -> String {
        match self {
            Self::Queue => "queue".to_owned(),
            Self::Inbox(user) => format!("inbox:{user}"),
        }
    }

    pub(super) fn parse(payload: &str) -> Option<Self> {
        match payload.split_once(':') {
            None if payload == "queue" => Some(Self::Queue),
            Some(("inbox", user)) => Some(Self::Inbox(user.parse().ok()?)),
            _ => None,
        }
    }
}

/// The bells of one process.
#[derive(Debug, Default)]
pub struct Bells {
    listeners: Mutex<HashMap<Topic, Vec<Weak<Notify>>>>,
}

/// Somebody who waits for a topic. Gone when dropped.
#[derive(Clone, Debug)]
pub struct Listener(Arc<Notify>);

impl Listener {
    /// Returns when the bell has been rung since the last call, at once if it was rung meanwhile.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}

impl Bells {
    /// Begins to listen. What is rung from now on is not missed.
    pub fn listen(&self, topic: Topic) -> Listener {
        let notify = Arc::new(Notify::new());
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        let of_topic = listeners.entry(topic).or_default();
        of_topic.retain(|listener| listener.strong_count() > 0);
        of_topic.push(Arc::downgrade(&notify));
        Listener(notify)
    }

    /// Wakes the listeners of a topic in this process.
    pub fn ring(&self, topic: Topic) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(of_topic) = listeners.get_mut(&topic) else { return };
        of_topic.retain(|listener| listener.upgrade().map(|notify| notify.notify_one()).is_some());
        if of_topic.is_empty() {
            listeners.remove(&topic);
        }
    }

    /// Wakes everybody in this process: something may have been missed.
    pub fn ring_all(&self) {
        let topics: Vec<Topic> =
            self.listeners.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
        for topic in topics {
            self.ring(topic);
        }
    }

    /// How many listen to a topic in this process.
    pub fn count(&self, topic: Topic) -> usize {
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        let of_topic = listeners.get(&topic).map(Vec::as_slice).unwrap_or_default();
        of_topic.iter().filter(|listener| listener.strong_count() > 0).count()
    }
}

/// Rings in every process once the transaction commits. On `SQLite` the commit itself is noticed
/// (`infra::listening`), so there is nothing to say.
///
/// # Errors
///
/// When the database does not answer.
pub async fn announce(db: &impl ConnectionTrait, topic: Topic) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        let values = [CHANNEL.into(), topic.payload().into()];
        db.execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_notify($1, $2)",
            values,
        ))
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    async fn is_rung(listener: &Listener) -> bool {
        tokio::time::timeout(Duration::from_millis(20), listener.rung()).await.is_ok()
    }

    #[tokio::test]
    async fn a_bell_wakes_those_of_its_topic_once_however_often_it_rings() {
        let bells = Bells::default();
        let (alice, also_alice) = (bells.listen(Topic::Inbox(2)), bells.listen(Topic::Inbox(2)));
        let bob = bells.listen(Topic::Inbox(3));
        bells.ring(Topic::Inbox(2));
        bells.ring(Topic::Inbox(2));
        assert!(is_rung(&alice).await && is_rung(&also_alice).await);
        assert!(!is_rung(&alice).await && !is_rung(&bob).await);
        bells.ring_all();
        assert!(is_rung(&alice).await && is_rung(&bob).await);
    }

    #[test]
    fn who_is_gone_is_forgotten() {
        let bells = Bells::default();
        let listener = bells.listen(Topic::Queue);
        assert_eq!(bells.count(Topic::Queue), 1);
        drop(listener);
        assert_eq!(bells.count(Topic::Queue), 0);
        bells.ring(Topic::Queue);
        assert!(bells.listeners.lock().expect("not poisoned").is_empty());
    }

    #[test]
    fn a_topic_survives_the_way_through_the_database() {
        for topic in [Topic::Queue, Topic::Inbox(7)] {
            assert_eq!(Topic::parse(&topic.payload()), Some(topic));
        }
        for odd in ["", "inbox", "inbox:x", "queue:1"] {
            assert_eq!(Topic::parse(odd), None, "{odd}");
        }
    }
}
