//! Makes databases on a server: the baseline, a slot for each number, and nothing of anyone else's.

use std::{collections::BTreeSet, fmt, sync::Arc, thread, time::Duration};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::Mutex;

#[cfg(feature = "testcontainers")]
use super::Container;
use super::{
    Cluster, PostgresSlot, connection,
    names::{RunId, leftovers},
};
use crate::isolation::{IsolationError, choice::without_password};

/// How long the baseline may stay in use by others before it is copied.
const PATIENCE: Duration = Duration::from_secs(2);

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
        let place = if base.is_none() { ", in place" } else { "" };
        let description = format!("PostgreSQL {version} ({}{place})", keeper.label());
        let made = base.iter().cloned().collect();
        let state = State { keeper: Some(keeper), options, admin: Some(admin), frozen: false, made };
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

async fn drop_all(options: &PgConnectOptions, names: &BTreeSet<String>) -> Result<(), IsolationError> {
    let failed =
        |error: sqlx::Error| IsolationError::Unavailable(format!("a database cannot be dropped: {error}"));
    let mut admin = options.connect().await.map_err(failed)?;
    for name in names {
        execute(&mut admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.map_err(failed)?;
    }
    admin.close().await.map_err(failed)
}

/// Copies a database. Sessions that linger in one of ours are ended after a moment; a user's are not.
async fn copy(admin: &mut PgConnection, from: &str, to: &str, ours: bool) -> Result<(), IsolationError> {
    let quoted = from.replace('"', "\"\"");
    let sql = format!("CREATE DATABASE {to} TEMPLATE \"{quoted}\"");
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let Err(error) = execute(admin, &sql).await else { return Ok(()) };
        let busy = connection::code(&error) == Some("55006");
        if !busy || tokio::time::Instant::now() >= deadline + PATIENCE {
            let hint = if busy { "; close its connections" } else { "" };
            return Err(IsolationError::Unavailable(format!("`{from}` cannot be copied: {error}{hint}")));
        }
        if ours && tokio::time::Instant::now() >= deadline {
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()";
            sqlx::query(end).bind(from).execute(&mut *admin).await.ok();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn execute(db: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await.map(drop)
}

/// Whether databases can be created, the database's name, and whether it is empty.
async fn survey(db: &mut PgConnection) -> Result<(bool, String, bool), sqlx::Error> {
    sqlx::query_as(
        "SELECT (SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user), current_database()::text,
           NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))",
    )
    .fetch_one(db)
    .await
}

fn unreachable(url: &str) -> impl Fn(sqlx::Error) -> IsolationError {
    let url = without_password(url);
    move |error| IsolationError::Unavailable(format!("`{url}`: {error}"))
}
