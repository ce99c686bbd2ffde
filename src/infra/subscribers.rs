//! Which jobs a signal asks for. Names only: the list itself is made where every feature is known.

use std::collections::BTreeMap;

/// What becomes of signals. A test chooses; in service it is always [`Signals::Queued`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signals {
    /// A job for each subscriber, after the commit.
    #[default]
    Queued,
    /// The same, and the queue is empty before an answer leaves.
    Eager,
    /// Nobody hears them.
    Off,
}

/// Kinds of jobs by the name of the signal that asks for them.
#[derive(Clone, Debug, Default)]
pub struct Subscribers(BTreeMap<&'static str, Vec<&'static str>>);

impl Subscribers {
    /// From pairs of a signal's name and a subscriber's.
    pub fn new(pairs: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        let mut by_signal = BTreeMap::<_, Vec<_>>::new();
        for (signal, subscriber) in pairs {
            by_signal.entry(signal).or_default().push(subscriber);
        }
        Self(by_signal)
    }

    /// The subscribers of a signal.
    pub fn of(&self, signal: &str) -> &[&'static str] {
        self.0.get(signal).map(Vec::as_slice).unwrap_or_default()
    }
}
