//! How long and how hard a trial is.

use std::time::Duration;

/// One trial.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// How often a process is killed.
    pub(crate) kills: u32,
    /// How many messages are sent.
    pub(crate) messages: u32,
    /// What decides whom to kill, and when, and who writes to whom.
    pub(crate) seed: u64,
}

impl Settings {
    /// People who send.
    pub(crate) const CLIENTS: u32 = 8;
    /// Processes that serve.
    pub(crate) const SERVERS: usize = 2;
    /// Processes that work.
    pub(crate) const WORKERS: usize = 2;
    /// How long healthy workers may take to empty the queue. Among others it holds what a killed worker had in hand,
    /// until its lease ends, and what failed while the database was busy, until its next attempt.
    pub(crate) const DRAIN: Duration = Duration::from_mins(1);

    /// As the variables say.
    pub(crate) fn read() -> Self {
        Self {
            kills: number("CRASH_KILLS").unwrap_or(20),
            messages: number("CRASH_MESSAGES").unwrap_or(1000),
            seed: number("CRASH_SEED").unwrap_or_else(|| u64::from(rand::random::<u16>())),
        }
    }

    /// How long all messages may take to be sent.
    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs(30)
            + Duration::from_millis(50) * self.messages
            + Duration::from_secs(1) * self.kills
    }

    /// What repeats the trial, as far as processes can be repeated.
    pub(crate) fn command(&self) -> String {
        let Self { kills, messages, seed } = self;
        format!("CRASH_KILLS={kills} CRASH_MESSAGES={messages} CRASH_SEED={seed} cargo test --test crash")
    }
}

#[expect(clippy::disallowed_methods, reason = "a setting of the test, not of the program")]
fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(name: &str) -> Option<T> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}
