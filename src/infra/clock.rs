//! The time. Microseconds, because that is what both databases keep and what the API shows.

use std::sync::Mutex;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now, in UTC, in whole microseconds.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct FixedClock {
    origin: DateTime<Utc>,
    now: Mutex<DateTime<Utc>>,
}

impl FixedClock {
    /// A clock that stands at `origin`.
    pub fn at(origin: DateTime<Utc>) -> Self {
        let origin = origin.trunc_subsecs(6);
        Self { origin, now: Mutex::new(origin) }
    }

    /// Puts the clock to a time.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.lock() = now.trunc_subsecs(6);
    }

    /// Moves the clock forward (or back, when negative).
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.lock();
        *now = now.checked_add_signed(by).unwrap_or(*now);
    }

    /// Puts the clock back to where it began.
    pub fn reset(&self) {
        *self.lock() = self.origin;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, DateTime<Utc>> {
        self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Default for FixedClock {
    /// 2026-01-01 at noon, the time of the baseline fixture.
    fn default() -> Self {
        Self::at(DateTime::from_timestamp(1_767_268_800, 0).unwrap_or_default())
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told_and_returns() {
        let clock = FixedClock::default();
        let noon = clock.now();
        assert_eq!(noon.to_rfc3339(), "2026-01-01T12:00:00+00:00");
        clock.advance(TimeDelta::seconds(90));
        assert_eq!(clock.now() - noon, TimeDelta::seconds(90));
        clock.reset();
        assert_eq!(clock.now(), noon);
    }

    #[test]
    fn the_system_clock_gives_whole_microseconds() {
        assert_eq!(SystemClock.now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
