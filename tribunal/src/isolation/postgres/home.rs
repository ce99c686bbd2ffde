//! Makes databases on a server: the baseline, a slot for each number, and nothing of anyone else's.

use std::{collections::BTreeSet, fmt, sync::Arc, thread};

use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::Mutex;

#[cfg(feature = "testcontainers")]
use super::Container;
use super::{
    Cluster, PostgresSlot, connection,
    emptied::Before,
    making::{copy, drop_all, execute, is_empty, survey, unreachable},
    names::{RunId, leftovers},
    script,
};
use crate::isolation::{IsolationError, choice::without_password};

/// What keeps the server running.
#[derive(Debug)]
pub(in crate::isolation) enum Keeper {
    /// Somebody else: the user gave its URL.
    User,
    /// Us, with local programs.
    Cluster(Box<Cluster>),
    /// The Docker engine.
    #[cfg(feature = "testcontainers")]
    Container(Box<Container>),
}

impl Keeper {
    fn label(&self) -> String {
        match self {
            Self::User => "given URL".to_owned(),
            Self::Cluster(_) => "local cluster".to_owned(),
            #[cfg(feature = "testcontainers")]
            Self::Container(container) => format!("Testcontainers {}", container.image()),
        }
    }

    /// Blocks until the server is gone.
    fn stop(self) {
        match self {
            Self::User => {}
            Self::Cluster(cluster) => drop(cluster),
            #[cfg(feature = "testcontainers")]
            Self::Container(container) => drop(container),
        }
    }
}

/// A server on which this run has databases.
pub(in crate::isolation) struct Home {
    run: RunId,
    /// A URL of the server; only the database's name is ever replaced in it.
    url: String,
    /// The name of the baseline's database; `None` where it is the user's own, in place.
    base: Option<String>,
    description: String,
    state: Mutex<State>,
}

struct State {
    keeper: Option<Keeper>,
    options: PgConnectOptions,
    admin: Option<PgConnection>,
    frozen: bool,
    made: BTreeSet<String>,
    /// Where the baseline is the user's own database.
    before: Option<Before>,
}

impl Home {
    /// On a server that was started for this run; `url` is its maintenance database.
    pub(in crate::isolation) async fn started(
        keeper: Keeper,
        url: &str,
    ) -> Result<Arc<Self>, IsolationError> {
        let run = RunId::new();
        let options = connection::options(url, &run.to_string())?;
        let mut admin = options.connect().await.map_err(unreachable(url))?;
        let base = run.database("base");
        execute(&mut admin, &format!("CREATE DATABASE {base}")).await.map_err(unreachable(url))?;
        Self::new(run, url, Some(base), keeper, options, admin).await
    }

    /// On a server of the user's. The database named is copied, never written to, where this role may create
    /// databases; else it must be empty, and is worked on in place.
    pub(in crate::isolation) async fn given(url: &str) -> Result<Arc<Self>, IsolationError> {
        let run = RunId::new();
        let options = connection::options(url, &run.to_string())?;
        let mut given = options.connect().await.map_err(unreachable(url))?;
        PostgresSlot::recover(url, &run.to_string()).await?;
        let (able, name, empty) = survey(&mut given).await.map_err(unreachable(url))?;
        if !able {
            if !empty {
                return Err(IsolationError::Unavailable(format!(
                    "`{}` is not empty and its role may not create databases to copy it: \
                     run ALTER ROLE ... CREATEDB, or give an empty database",
                    without_password(url)
                )));
            }
            return Self::new(run, url, None, Keeper::User, options, given).await;
        }
        // Connections to the given database would keep it from being copied.
        let maintenance = options.clone().database("postgres");
        let (options, mut admin) = match maintenance.connect().await {
            Ok(admin) => {
                given.close().await.ok();
                (maintenance, admin)
            }
            Err(_) if empty => (options, given),
            Err(error) => return Err(unreachable(url)(error)),
        };
        for name in leftovers(&mut admin).await.map_err(unreachable(url))? {
            // Another run may be quicker, or the database may be another role's.
            execute(&mut admin, &format!("DROP DATABASE IF EXISTS {name}")).await.ok();
        }
        let base = run.database("base");
        if empty {
            execute(&mut admin, &format!("CREATE DATABASE {base}")).await.map_err(unreachable(url))?;
        } else {
            copy(&mut admin, &name, &base, false).await?;
        }
        Self::new(run, url, Some(base), Keeper::User, options, admin).await
    }

    async fn new(
        run: RunId,
        url: &str,
        base: Option<String>,
        keeper: Keeper,
        options: PgConnectOptions,
        mut admin: PgConnection,
    ) -> Result<Arc<Self>, IsolationError> {
        let version: String = sqlx::query_scalar("SHOW server_version")
            .fetch_one(&mut admin)
            .await
            .map_err(unreachable(url))?;
        let version = version.split_whitespace().next().unwrap_or_default().to_owned();
        let before = match &base {
            None => Some(Before::read(&mut admin).await.map_err(unreachable(url))?),
            Some(_) => None,
        };
        let place = if base.is_none() { ", in place" } else { "" };
        let description = format!("PostgreSQL {version} ({}{place})", keeper.label());
        let made = base.iter().cloned().collect();
        let state = State { keeper: Some(keeper), options, admin: Some(admin), frozen: false, made, before };
        Ok(Arc::new(Self { run, url: url.to_owned(), base, description, state: Mutex::new(state) }))
    }

    pub(in crate::isolation) fn describe(&self) -> &str {
        &self.description
    }

    pub(in crate::isolation) fn in_place(&self) -> bool {
        self.base.is_none()
    }

    pub(in crate::isolation) fn baseline_url(&self) -> String {
        let renamed = self.base.as_ref().map(|base| connection::renamed(&self.url, base));
        // The URL was parsed when it was given.
        renamed.and_then(Result::ok).unwrap_or_else(|| self.url.clone())
    }

    pub(in crate::isolation) async fn is_empty(&self, url: &str) -> Result<bool, IsolationError> {
        is_empty(url, &self.run.to_string()).await
    }

    /// A further database with nothing in it, which a server is to fill itself.
    pub(in crate::isolation) async fn empty(&self, n: usize) -> Result<String, IsolationError> {
        let name = self.run.database(format_args!("e{n}"));
        let url = connection::renamed(&self.url, &name)?;
        let mut state = self.state.lock().await;
        // Before it is there, so that it is dropped whatever happens.
        state.made.insert(name.clone());
        let mut db = state.options.connect().await.map_err(unreachable(&url))?;
        execute(&mut db, &format!("CREATE DATABASE {name}")).await.map_err(unreachable(&url))?;
        db.close().await.map_err(unreachable(&url))?;
        Ok(url)
    }

    /// The database of slot `n`, made anew.
    pub(in crate::isolation) async fn slot(
        self: &Arc<Self>,
        n: usize,
    ) -> Result<PostgresSlot, IsolationError> {
        let Some(base) = &self.base else {
            if n > 0 {
                return Err(IsolationError::Unavailable(format!(
                    "slot {n}: {} has one slot, because its role may not create databases",
                    self.description
                )));
            }
            return PostgresSlot::in_place(&self.url, &self.run.to_string()).await;
        };
        let name = self.run.database(format_args!("s{n}"));
        let url = connection::renamed(&self.url, &name)?;
        {
            let mut state = self.state.lock().await;
            if !state.frozen {
                PostgresSlot::install(&self.baseline_url(), &self.run.to_string(), false).await?;
                state.frozen = true;
            }
            self.make(&mut state, base, &name).await?;
        }
        PostgresSlot::open(url, &self.run.to_string(), Some((Arc::clone(self), name))).await
    }

    /// Drops the database of that name and copies the baseline to it again.
    pub(super) async fn remake(&self, name: &str) -> Result<(), IsolationError> {
        let Some(base) = &self.base else {
            return Err(IsolationError::Restore("a database in place cannot be made anew".to_owned()));
        };
        let mut state = self.state.lock().await;
        self.make(&mut state, base, name).await
    }

    async fn make(&self, state: &mut State, base: &str, name: &str) -> Result<(), IsolationError> {
        let failed = |error: sqlx::Error| IsolationError::Restore(format!("{name} cannot be made: {error}"));
        let options = state.options.clone();
        if let Some(admin) = &mut state.admin
            && admin.ping().await.is_err()
        {
            state.admin = None;
        }
        let admin = match &mut state.admin {
            Some(admin) => admin,
            none => none.insert(options.connect().await.map_err(failed)?),
        };
        if state.made.contains(name) {
            execute(admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.map_err(failed)?;
        }
        state.made.insert(name.to_owned());
        copy(admin, base, name, true).await
    }

    /// Drops every database of this run and stops what was started for it.
    pub(in crate::isolation) async fn close(&self) -> Result<(), IsolationError> {
        let mut state = self.state.lock().await;
        let Some(keeper) = state.keeper.take() else { return Ok(()) };
        if !matches!(keeper, Keeper::User) {
            drop(state.admin.take());
            let stopped = tokio::task::spawn_blocking(move || keeper.stop()).await;
            return stopped
                .map_err(|error| IsolationError::Unavailable(format!("the server does not stop: {error}")));
        }
        if let Some(before) = state.before.take() {
            let failed =
                |error| IsolationError::Unavailable(format!("the database cannot be emptied: {error}"));
            let mut db = state.options.connect().await.map_err(failed)?;
            sqlx::raw_sql(script::uninstall()).execute(&mut db).await.map_err(failed)?;
            return before.again(&mut db).await.map_err(failed);
        }
        let names = std::mem::take(&mut state.made);
        state.admin = None;
        drop_all(&state.options, &names).await
    }
}

/// Where nobody called `close`: as far as possible without a runtime of our own.
impl Drop for Home {
    fn drop(&mut self) {
        let state = self.state.get_mut();
        if !matches!(state.keeper.take(), Some(Keeper::User)) || state.made.is_empty() {
            return;
        }
        let (options, names) = (state.options.clone(), std::mem::take(&mut state.made));
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.is_ok_and(|runtime| runtime.block_on(drop_all(&options, &names)).is_ok())
        });
        if !dropping.join().unwrap_or(false) {
            tracing::warn!("databases of this run could not be dropped; the next run will do it");
        }
    }
}

impl fmt::Debug for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Home")
            .field("description", &self.description)
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}
