//! One instance at the baseline, with a clock that stands still.

use std::future::Future;
use std::sync::Arc;

use chrono::TimeDelta;
use migration::{Migrator, MigratorTrait};
use plenary::api::{Caller, SessionId, UserId};
use plenary::app::App;
use plenary::config::{Config, Profile};
use plenary::fixture;
use plenary::infra::database::begin_write;
use plenary::infra::{FixedClock, Infra, Signals};
use plenary::jobs::{self, NewJob, enqueue};
use poem::Response;
use poem::endpoint::BoxEndpoint;
use sea_orm::DatabaseConnection;
use serde_json::{Value, json};

use super::database::Own;
use super::{Actor, Kind};

/// What a test has for itself.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Arc<FixedClock>,
    infra: Infra,
    endpoint: Arc<BoxEndpoint<'static, Response>>,
}

impl World {
    /// Tries a rule, and cleans up whatever comes of it.
    pub(crate) async fn on<F>(kind: Kind, rule: fn(World) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let Some(own) = Own::open(kind).await else { return };
        let (infra, clock, _) = Infra::fixed();
        let world = Self::open(&own.url(), &[], infra, clock).await;
        Migrator::up(world.db(), None).await.expect("migrated");
        fixture::seed(world.db()).await.expect("seeded");
        let outcome = tokio::spawn(rule(world.clone())).await;
        world.db().clone().close().await.expect("closed");
        own.drop().await;
        if let Err(failure) = outcome {
            std::panic::resume_unwind(failure.into_panic());
        }
    }

    /// Another instance on the same database, with other settings. Time and ids are the same for both.
    pub(crate) async fn with(&self, flags: &[&str]) -> Self {
        Self::open(self.url(), flags, self.infra.clone(), self.clock.clone()).await
    }

    /// Another instance on the same database, with another fate of signals and jobs.
    pub(crate) async fn with_signals(&self, signals: Signals) -> Self {
        let infra = Infra { signals, ..self.infra.clone() };
        Self::open(self.url(), &[], infra, self.clock.clone()).await
    }

    fn url(&self) -> &str {
        self.app.context().config.database.database_url.reveal()
    }

    async fn open(url: &str, flags: &[&str], infra: Infra, clock: Arc<FixedClock>) -> Self {
        let flags = ["--database-url", url, "--login-limit-account", "0", "--login-limit-address", "0"]
            .into_iter()
            .chain(flags.iter().copied());
        let config = Config::from_flags(Profile::Testing, overriding(flags)).expect("settings");
        let app = App::open(config, infra.clone()).await.expect("opened");
        let endpoint = Arc::new(app.endpoint());
        Self { app, clock, infra, endpoint }
    }

    /// Returns once every job is done that came of what was asked so far.
    pub(crate) async fn settle(&self) {
        self.app.drain().await.expect("drained");
    }

    /// What a job of the housekeeping comes to, done now.
    pub(crate) async fn housekeep(&self, kind: &'static str) -> Value {
        let context = self.app.context();
        let id = enqueue(context, self.db(), NewJob::new(kind, json!(null))).await.expect("asked for");
        self.settle().await;
        let admin = Caller { user: UserId(1), session: SessionId(1), admin: true };
        let job = jobs::service::get_job(context, &admin, id).await.expect("there is such a job");
        job.result.expect("the job has succeeded")
    }

    /// Applies so many migrations, or all: by one connection, as the program does. Another one of the pool may not
    /// know yet that `SQLite` has dropped an index, and then says that it is there.
    pub(crate) async fn migrate_up(&self, steps: impl Into<Option<u32>>) {
        let transaction = begin_write(self.db()).await.expect("begun");
        Migrator::up(&transaction, steps.into()).await.expect("up");
        transaction.commit().await.expect("committed");
    }

    /// Takes so many migrations back, or all, likewise.
    pub(crate) async fn migrate_down(&self, steps: impl Into<Option<u32>>) {
        let transaction = begin_write(self.db()).await.expect("begun");
        Migrator::down(&transaction, steps.into()).await.expect("down");
        transaction.commit().await.expect("committed");
    }

    pub(crate) fn db(&self) -> &DatabaseConnection {
        self.app.database()
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub(crate) fn anon(&self) -> Actor {
        Actor::new(self.endpoint.clone(), "anon", &[])
    }

    pub(crate) fn admin(&self) -> Actor {
        self.person("admin")
    }

    pub(crate) fn alice(&self) -> Actor {
        self.person("alice")
    }

    pub(crate) fn bob(&self) -> Actor {
        self.person("bob")
    }

    pub(crate) fn person(&self, name: &'static str) -> Actor {
        Actor::new(self.endpoint.clone(), name, &[("authorization", &fixture::bearer(&self.app, name))])
    }

    /// Somebody with an access token that was given out during the test.
    pub(crate) fn holder(&self, token: &str) -> Actor {
        Actor::new(self.endpoint.clone(), "holder", &[("authorization", &format!("Bearer {token}"))])
    }

    /// A browser that has the session cookie of a person and says where its request comes from.
    pub(crate) fn browser(&self, name: &'static str, site: &str) -> Actor {
        let cookie = fixture::session_cookie(&self.app, name);
        Actor::new(self.endpoint.clone(), "browser", &[("cookie", &cookie), ("sec-fetch-site", site)])
    }
}

/// A flag that comes twice counts as it comes last.
fn overriding<'a>(flags: impl Iterator<Item = &'a str>) -> Vec<String> {
    let flags: Vec<&str> = flags.collect();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for pair in flags.chunks_exact(2) {
        pairs.retain(|(name, _)| *name != pair[0]);
        pairs.push((pair[0], pair[1]));
    }
    pairs.into_iter().flat_map(|(name, value)| [name.to_owned(), value.to_owned()]).collect()
}
