//! Wiring: one running instance from its settings. With `routes.rs` the only file that knows every feature.

use std::net::IpAddr;
use std::sync::Arc;

use migration::{Migrator, MigratorTrait};
use poem::endpoint::BoxEndpoint;
use poem::listener::Acceptor;
use poem::{EndpointExt, IntoEndpoint, Response};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};
use tokio::task::JoinSet;

use crate::accounts::LiveSessions;
use crate::api::edge::Edge;
use crate::api::{Rejection, Sessions};
use crate::config::Config;
use crate::infra::database::{self, OpenError};
use crate::infra::log::chain;
use crate::infra::metrics::Metrics;
use crate::infra::serving::{self, Patience};
use crate::infra::storage::{Storage, StorageOpenError};
use crate::infra::{Context, DatabaseError, Infra, RateLimit, Signals, listening};
use crate::jobs::{self, Registry, Worker};
use crate::{media, routes, work};

/// Why an instance cannot start. One line each.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be opened.
    #[error("cannot open the database {url}: {source}")]
    Database {
        /// Its address, without a password.
        url: String,
        /// What the driver says.
        source: OpenError,
    },
    /// The storage of files cannot be opened.
    #[error("cannot open the storage {url}: {source}")]
    Storage {
        /// Its address.
        url: String,
        /// What stands in the way.
        source: StorageOpenError,
    },
    /// The schema cannot be brought up to date.
    #[error("cannot migrate the database: {}", chain(.0))]
    Migration(DatabaseError),
    /// The document describes an operation that cannot be judged.
    #[error("the document cannot be compiled: {0}")]
    Document(String),
}

/// One running instance. Cheap to clone; clones are the same instance.
#[derive(Clone)]
pub struct App {
    context: Context,
    sessions: Arc<dyn Sessions>,
    limit: Arc<RateLimit<IpAddr>>,
    metrics: Arc<Metrics>,
    registry: Arc<Registry>,
    eager: bool,
}

impl App {
    /// Opens the database and the storage. Nothing is migrated, nothing listens yet.
    ///
    /// # Errors
    ///
    /// When one of them cannot be opened.
    pub async fn open(config: Config, infra: Infra) -> Result<Self, StartError> {
        let database = database::connect(&config.database).await.map_err(|source| StartError::Database {
            url: config.database.database_url.to_string(),
            source,
        })?;
        let eager = infra.signals == Signals::Eager;
        let storage = Storage::open(&config.storage, &media::baseline::FILES).await;
        let storage = storage
            .map_err(|source| StartError::Storage { url: config.storage.storage_url.to_string(), source })?;
        let limit = Arc::new(RateLimit::per_minute(config.limits.rate_limit, infra.clock.clone()));
        Ok(Self {
            sessions: Arc::new(LiveSessions),
            metrics: Arc::new(Metrics::new()),
            limit,
            context: Context::new(Arc::new(config), infra, database, storage, work::subscribers()),
            registry: Arc::new(work::registry()),
            eager,
        })
    }

    /// Brings the database to the newest schema.
    ///
    /// # Errors
    ///
    /// When a migration fails.
    pub async fn migrate(&self) -> Result<(), StartError> {
        migrate(self.database()).await.map_err(|error| StartError::Migration(error.into()))
    }

    /// What services see of this instance.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The connection pool.
    pub fn database(&self) -> &DatabaseConnection {
        &self.context.database
    }

    /// Every route with everything around it, ready to be called.
    ///
    /// # Errors
    ///
    /// When the document describes what cannot be judged.
    pub fn endpoint(&self) -> Result<BoxEndpoint<'static, Response>, StartError> {
        let edge = Edge {
            routes: routes::service().into_endpoint(),
            // Only who serves needs them: making them is most of what a start costs.
            operations: routes::operations().map_err(StartError::Document)?,
            context: self.context.clone(),
            sessions: self.sessions.clone(),
            limit: self.limit.clone(),
            metrics: self.metrics.clone(),
        };
        if !self.eager {
            return Ok(edge.boxed());
        }
        let app = self.clone();
        let eager = edge.after(move |answer: poem::Result<Response>| {
            let app = app.clone();
            async move {
                app.drain().await.map_err(Rejection::from)?;
                answer
            }
        });
        Ok(eager.boxed())
    }

    /// Runs every job that is due, and those that come of them, here and now. For tests; in service workers do it.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn drain(&self) -> Result<u64, DatabaseError> {
        Ok(jobs::drain(&self.context, &self.registry).await?)
    }

    /// Listens for changes of the database and, if wanted, works on jobs, until [`App::stop`].
    pub fn background(&self, worker: bool) -> JoinSet<()> {
        let context = &self.context;
        let mut tasks = JoinSet::new();
        tasks.spawn(listening::listen(
            context.config.database.database_url.clone(),
            context.database.clone(),
            context.bells.clone(),
            context.stop.clone(),
        ));
        if worker {
            let worker = Worker::new(self.context.clone(), self.registry.clone(), work::housekeeping());
            tasks.spawn(worker.work());
        }
        tasks
    }

    /// Tells everything that goes on by itself (workers, streams) to come to its end.
    pub fn stop(&self) {
        self.context.stop.tell();
    }

    /// Serves its [`App::endpoint`] until `shutdown` ends, then lets running requests finish within the configured time.
    pub async fn serve(
        &self,
        acceptor: impl Acceptor + 'static,
        endpoint: BoxEndpoint<'static, Response>,
        shutdown: impl Future<Output = ()>,
    ) {
        let server = &self.context.config.server;
        let patience = Patience { read: server.read_timeout, grace: server.shutdown_grace };
        serving::serve(acceptor, endpoint, patience, shutdown).await;
    }

    /// Puts everything outside the database back to its start: rate limits, and files in memory. Clock and ids belong
    /// to the test.
    pub fn reset(&self) {
        self.limit.reset();
        self.context.login_limits.reset();
        self.context.storage.reset();
    }

    /// Closes the connections to the database.
    ///
    /// # Errors
    ///
    /// When one cannot be closed in order.
    pub async fn close(self) -> Result<(), DatabaseError> {
        Ok(self.context.database.clone().close().await?)
    }
}

/// Applies what is pending. Of several processes that start at once one migrates and the others wait: the lock goes
/// with the transaction, on `SQLite` by its nature.
async fn migrate(database: &DatabaseConnection) -> Result<(), DbErr> {
    let on_postgres = database.get_database_backend() == DbBackend::Postgres;
    // The writer's lock of a busy SQLite file is not waited for when there is nothing to write.
    if !on_postgres && Migrator::get_pending_migrations_read_only(database).await?.is_empty() {
        return Ok(());
    }
    let transaction = database::begin_write(database).await?;
    if on_postgres {
        transaction.execute_unprepared("SELECT pg_advisory_xact_lock(7301925)").await?;
    }
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}
