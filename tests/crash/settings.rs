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
    /// How long nothing may go on. What a killed worker had in hand waits until its lease ends, and what failed while
    /// the database was busy until its next attempt; how fast the machine is does not matter.
    pub(crate) const STANDSTILL: Duration = Duration::from_mins(2);

    /// As the variables say.
    pub(crate) fn read() -> Self {
        Self {
            kills: number("CRASH_KILLS").unwrap_or(20),
            messages: number("CRASH_MESSAGES").unwrap_or(1000),
            seed: number("CRASH_SEED").unwrap_or_else(|| u64::from(rand::random::<u16>())),
        }
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
