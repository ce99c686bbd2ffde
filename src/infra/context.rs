//! What every use case may ask for.

use std::ops::Deref;
use std::sync::Arc;

use sea_orm::DatabaseConnection;

use super::{
    Bells, Clock, FixedClock, Ids, LoginLimits, Outbound, Passwords, RandomIds, SequenceIds, Signals, Stop,
    Storage, Subscribers, SystemClock, Tokens,
};
use crate::config::Config;

/// The parts a test replaces.
#[derive(Clone)]
pub struct Infra {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Arc<dyn Ids>,
    /// What becomes of signals.
    pub signals: Signals,
}

impl Infra {
    /// The machine's clock and random ids.
    pub fn real() -> Self {
        Self { clock: Arc::new(SystemClock), ids: Arc::new(RandomIds), signals: Signals::Queued }
    }

    /// A fixed clock and sequential ids, both also given to the test that sets them.
    pub fn fixed() -> (Self, Arc<FixedClock>, Arc<SequenceIds>) {
        let (clock, ids) = (Arc::new(FixedClock::default()), Arc::new(SequenceIds::new()));
        let infra = Self { clock: clock.clone(), ids: ids.clone(), signals: Signals::Queued };
        (infra, clock, ids)
    }
}

/// One running instance, as services see it. Every request gets a clone, which counts one reference.
#[derive(Clone)]
pub struct Context(Arc<Parts>);

/// What an instance is made of.
pub struct Parts {
    /// Every setting.
    pub config: Arc<Config>,
    /// The connection pool.
    pub database: DatabaseConnection,
    /// Where files are.
    pub storage: Arc<Storage>,
    /// Requests to other servers.
    pub outbound: Outbound,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub ids: Arc<dyn Ids>,
    /// Hashing and verifying passwords.
    pub passwords: Arc<Passwords>,
    /// Making and reading tokens.
    pub tokens: Arc<Tokens>,
    /// How often one may try to log in.
    pub login_limits: Arc<LoginLimits>,
    /// Which jobs a signal asks for.
    pub subscribers: Arc<Subscribers>,
    /// Who waits for a change.
    pub bells: Arc<Bells>,
    /// The end of the process.
    pub stop: Stop,
}

impl Context {
    /// Puts settings, replaceable parts, an open database and an open storage together.
    pub fn new(
        config: Arc<Config>,
        infra: Infra,
        database: DatabaseConnection,
        storage: Storage,
        subscribers: Subscribers,
    ) -> Self {
        let passwords = Arc::new(Passwords::new(&config.passwords));
        let tokens = Arc::new(Tokens::new(&config.auth));
        let login_limits = Arc::new(LoginLimits::new(&config.limits, &infra.clock));
        let storage = Arc::new(storage);
        let outbound = Outbound::new(config.banners.banner_allow_private);
        let subscribers = if infra.signals == Signals::Off { Subscribers::default() } else { subscribers };
        Self(Arc::new(Parts {
            login_limits,
            config,
            database,
            storage,
            outbound,
            clock: infra.clock,
            ids: infra.ids,
            passwords,
            tokens,
            subscribers: Arc::new(subscribers),
            bells: Arc::new(Bells::default()),
            stop: Stop::new(),
        }))
    }
}

impl Deref for Context {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
