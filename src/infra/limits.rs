//! Rate limits in this process's memory, by the injected clock.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::Clock;
use crate::config::LimitConfig;

/// Too much was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many requests: wait {} s", wait.as_secs_f64())]
pub struct Limited {
    /// How long until the next one is accepted.
    pub wait: Duration,
}

/// So many a minute for each key, all at once or spread.
pub struct RateLimit<K: Hash + Eq + Clone> {
    quota: Option<Quota>,
    clock: Time,
    limiter: RwLock<Option<Limiter<K>>>,
    checks: AtomicU32,
}

type Limiter<K> = Arc<RateLimiter<K, DashMapStateStore<K>, Time, NoOpMiddleware<Duration>>>;

/// How many checks lie between two sweeps of keys that are full again.
const SWEEP_EVERY: u32 = 10_000;

impl<K: Hash + Eq + Clone> RateLimit<K> {
    /// A limit of `per_minute`; 0 is no limit.
    pub fn per_minute(per_minute: u32, clock: Arc<dyn Clock>) -> Self {
        let quota = NonZeroU32::new(per_minute).map(Quota::per_minute);
        let limit = Self { quota, clock: Time(clock), limiter: RwLock::new(None), checks: AtomicU32::new(0) };
        limit.reset();
        limit
    }

    /// Counts one.
    ///
    /// # Errors
    ///
    /// When it is one too many.
    pub fn check(&self, key: &K) -> Result<(), Limited> {
        let limiter = self.limiter.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(limiter) = limiter else { return Ok(()) };
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            limiter.retain_recent();
        }
        let now = governor::clock::Clock::now(&self.clock);
        limiter.check_key(key).map_err(|early| Limited { wait: early.wait_time_from(now) })
    }

    /// Forgets everything counted.
    pub fn reset(&self) {
        let fresh = self
            .quota
            .map(|quota| Arc::new(RateLimiter::new(quota, DashMapStateStore::default(), self.clock.clone())));
        *self.limiter.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    }
}

/// How often one may try to log in: on one account, and from one address.
pub struct LoginLimits {
    account: RateLimit<String>,
    address: RateLimit<IpAddr>,
}

impl LoginLimits {
    /// The configured limits.
    pub fn new(config: &LimitConfig, clock: &Arc<dyn Clock>) -> Self {
        Self {
            account: RateLimit::per_minute(config.login_limit_account, clock.clone()),
            address: RateLimit::per_minute(config.login_limit_address, clock.clone()),
        }
    }

    /// Counts one attempt. `account` is the name or email as it is compared, so that its spelling changes nothing.
    ///
    /// # Errors
    ///
    /// When it is one too many. Then nothing may be looked up or compared.
    pub fn check(&self, account: &str, address: IpAddr) -> Result<(), Limited> {
        self.address.check(&address)?;
        self.account.check(&account.to_lowercase())
    }

    /// Forgets all attempts.
    pub fn reset(&self) {
        self.account.reset();
        self.address.reset();
    }
}

/// The injected clock, as governor wants it: the time since 1970.
#[derive(Clone)]
struct Time(Arc<dyn Clock>);

impl governor::clock::Clock for Time {
    type Instant = Duration;

    fn now(&self) -> Self::Instant {
        let nanos = self.0.now().timestamp_nanos_opt().and_then(|nanos| u64::try_from(nanos).ok());
        Duration::from_nanos(nanos.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::infra::FixedClock;

    fn limit(per_minute: u32) -> (RateLimit<u8>, Arc<FixedClock>) {
        let clock = Arc::new(FixedClock::default());
        (RateLimit::per_minute(per_minute, clock.clone()), clock)
    }

    #[test]
    fn one_too_many_waits_for_its_share_of_the_minute() {
        let (limit, clock) = limit(2);
        assert_eq!((limit.check(&1), limit.check(&1)), (Ok(()), Ok(())));
        assert_eq!(limit.check(&1), Err(Limited { wait: Duration::from_secs(30) }));
        assert_eq!(limit.check(&2), Ok(()), "another key has its own share");
        clock.advance(TimeDelta::seconds(30));
        assert_eq!(limit.check(&1), Ok(()));
    }

    #[test]
    fn a_reset_forgets_and_zero_is_no_limit() {
        let (limited, _) = limit(1);
        assert_eq!(limited.check(&1), Ok(()));
        assert!(limited.check(&1).is_err());
        limited.reset();
        assert_eq!(limited.check(&1), Ok(()));
        let (unlimited, _) = limit(0);
        assert!((0..1000).all(|_| unlimited.check(&1).is_ok()));
    }

    #[test]
    fn spelling_an_account_otherwise_gives_no_more_attempts() {
        let config = crate::config::Config::from_flags(
            crate::config::Profile::Testing,
            ["--login-limit-account", "1"],
        );
        let clock: Arc<dyn Clock> = Arc::new(FixedClock::default());
        let limits = LoginLimits::new(&config.unwrap().limits, &clock);
        let address = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(limits.check("alice", address), Ok(()));
        assert!(limits.check("ALICE", address).is_err());
    }
}
