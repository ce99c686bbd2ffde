//! Why no further transaction may begin.

use std::future::pending;

use tokio::sync::watch;

/// Why no further transaction may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `--fail-fast`. What is in flight ends as usual.
    FailFast,
    /// The environment broke: a reset failed, the server has gone. What is in flight ends as usual.
    Broken(String),
    /// Somebody asked for the end. What is in flight is given up.
    Interrupted(String),
    /// The session was closed.
    Closed,
}

impl Stop {
    /// Whether what is in flight is given up.
    fn is_at_once(&self) -> bool {
        matches!(self, Self::Interrupted(_))
    }

    /// The reason, as it is reported for a transaction that was not run.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::FailFast => "the run stops at the first failure".to_owned(),
            Self::Broken(problem) => problem.clone(),
            Self::Interrupted(why) => why.clone(),
            Self::Closed => "the run is over".to_owned(),
        }
    }
}

/// The switch that every transaction looks at.
pub(super) struct StopSwitch(watch::Sender<Option<Stop>>);

impl StopSwitch {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(None))
    }

    /// Stops the run. The first reason stays, except that an interrupt is obeyed at any time.
    pub(super) fn stop(&self, why: Stop) -> bool {
        self.0.send_if_modified(|current| {
            let obey = match current {
                None => true,
                Some(known) => why.is_at_once() && !known.is_at_once(),
            };
            if obey {
                *current = Some(why);
            }
            obey
        })
    }

    /// Why the run stops, if it does.
    pub(super) fn get(&self) -> Option<Stop> {
        self.0.borrow().clone()
    }

    /// Returns when nothing may begin any more.
    pub(super) async fn stopped(&self) -> Stop {
        self.wait(|_| true).await
    }

    /// Returns when what is in flight is to be given up.
    pub(super) async fn interrupted(&self) -> Stop {
        self.wait(Stop::is_at_once).await
    }

    async fn wait(&self, meant: impl Fn(&Stop) -> bool) -> Stop {
        let mut receiver = self.0.subscribe();
        loop {
            let current = receiver.borrow_and_update().clone();
            if let Some(stop) = current.filter(&meant) {
                return stop;
            }
            if receiver.changed().await.is_err() {
                return pending().await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stop, StopSwitch};

    fn interrupt(by: &str) -> Stop {
        Stop::Interrupted(by.to_owned())
    }

    #[test]
    fn the_first_reason_stays_but_an_interrupt_is_always_obeyed() {
        let switch = StopSwitch::new();
        assert_eq!(switch.get(), None);
        assert!(switch.stop(Stop::FailFast));
        assert!(!switch.stop(Stop::Closed));
        assert_eq!(switch.get(), Some(Stop::FailFast));
        assert!(switch.stop(interrupt("a signal")));
        assert!(!switch.stop(interrupt("another signal")));
        assert_eq!(switch.get(), Some(interrupt("a signal")));
    }

    #[tokio::test]
    async fn only_an_interrupt_gives_up_what_is_in_flight() {
        let switch = StopSwitch::new();
        switch.stop(Stop::Broken("a reset failed".to_owned()));
        assert_eq!(switch.stopped().await, Stop::Broken("a reset failed".to_owned()));
        let interrupted = switch.interrupted();
        let (seen, _) = tokio::join!(interrupted, async { switch.stop(interrupt("a signal")) });
        assert_eq!(seen, interrupt("a signal"));
    }
}
