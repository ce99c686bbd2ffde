//! The ladder, and the slots that stand on the rung taken.

use std::sync::Arc;

#[cfg(feature = "testcontainers")]
use super::postgres::Container;
use super::{
    DEFAULT_IMAGE, DatabaseChoice, IsolationError, SlotDatabase, mysql,
    postgres::{Cluster, Home, Keeper, Programs},
    sqlite::SqliteHome,
};

/// A rung of the ladder that was not taken, and why: for the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// As on the command line: `testcontainers`, `local`.
    pub rung: &'static str,
    /// For people: `no Docker engine answers`.
    pub reason: String,
}

/// The place all databases of a run come from.
#[derive(Debug)]
pub struct Databases {
    engine: Engine,
    refused: Vec<Refused>,
}

#[derive(Debug)]
enum Engine {
    Postgres(Arc<Home>),
    Sqlite(SqliteHome),
}

impl Databases {
    /// Takes the first rung of the ladder that holds, or exactly the one asked for.
    ///
    /// # Errors
    /// A forced choice cannot be had; the message says what to install or grant.
    pub async fn open(choice: &DatabaseChoice) -> Result<Self, IsolationError> {
        let mut refused = Vec::new();
        let engine = match choice {
            DatabaseChoice::Auto => Engine::climb(&mut refused).await?,
            DatabaseChoice::Testcontainers { image } => Engine::container(image).await?,
            DatabaseChoice::Local => Engine::cluster().await?,
            DatabaseChoice::Sqlite => Engine::Sqlite(SqliteHome::empty()?),
            DatabaseChoice::Url(url) if url.starts_with("sqlite:") => Engine::Sqlite(SqliteHome::given(url)?),
            DatabaseChoice::Url(url) if mysql::is_url(url) => {
                return Err(IsolationError::Unavailable(format!(
                    "{choice}: copies of a MySQL database for slots of their own are not made; what is possible is one slot on \
                     the database itself, under a server that works on it: tribunal run DOCUMENT BASE-URL --database {choice}, \
                     or Provision::AsItStands in Rust"
                )));
            }
            DatabaseChoice::Url(url) => Engine::Postgres(Home::given(url).await?),
        };
        Ok(Self { engine, refused })
    }

    /// Which rung was taken, with versions: `PostgreSQL 15.18 (local cluster)`.
    pub fn describe(&self) -> String {
        match &self.engine {
            Engine::Postgres(home) => home.describe().to_owned(),
            Engine::Sqlite(home) => home.describe(),
        }
    }

    /// The rungs above the one taken, each with the reason.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// How many slots there can be: 1 where databases cannot be created, else `usize::MAX`.
    pub fn max_slots(&self) -> usize {
        match &self.engine {
            Engine::Postgres(home) if home.in_place() => 1,
            _ => usize::MAX,
        }
    }

    /// The URL of the database that `Server::prepare` migrates and seeds. Never a user's own filled database:
    /// where one was given, this is a copy of it.
    pub fn baseline_url(&self) -> String {
        match &self.engine {
            Engine::Postgres(home) => home.baseline_url(),
            Engine::Sqlite(home) => home.baseline_url(),
        }
    }

    /// The URL of database `n` of those that servers fill themselves, each its own. The first is the baseline's; any
    /// other is made new and empty.
    ///
    /// # Errors
    /// No database can be made.
    pub async fn own(&self, n: usize) -> Result<String, IsolationError> {
        match &self.engine {
            _ if n == 0 => Ok(self.baseline_url()),
            Engine::Postgres(home) => home.empty(n).await,
            Engine::Sqlite(home) => home.empty_file(n),
        }
    }

    /// Whether whoever was to fill the database of that URL, one of [`Databases::own`], has made nothing.
    ///
    /// # Errors
    /// The database cannot be looked into.
    pub async fn is_empty(&self, url: &str) -> Result<bool, IsolationError> {
        match &self.engine {
            Engine::Postgres(home) => home.is_empty(url).await,
            Engine::Sqlite(_) => SqliteHome::is_empty(url),
        }
    }

    /// A database that holds what the baseline held when the first slot was asked for. Close every connection to
    /// the baseline first. Asking again for the same `n` replaces the old one.
    ///
    /// # Errors
    /// The baseline cannot be copied or the snapshot cannot be installed.
    pub async fn slot(&self, n: usize) -> Result<SlotDatabase, IsolationError> {
        match &self.engine {
            Engine::Postgres(home) => home.slot(n).await.map(Into::into),
            Engine::Sqlite(home) => home.slot(n).map(Into::into),
        }
    }

    /// Drops what was made, and stops what was started. Dropping the value does the same, without saying what failed.
    ///
    /// # Errors
    /// Something could not be dropped or stopped: the message names it.
    pub async fn close(self) -> Result<(), IsolationError> {
        match self.engine {
            Engine::Postgres(home) => home.close().await,
            Engine::Sqlite(_) => Ok(()),
        }
    }
}

impl Engine {
    async fn climb(refused: &mut Vec<Refused>) -> Result<Self, IsolationError> {
        let mut refuse = |rung, error: IsolationError| {
            let reason = match error {
                IsolationError::Unavailable(reason) => reason,
                other => other.to_string(),
            };
            refused.push(Refused { rung, reason });
        };
        match Self::container(DEFAULT_IMAGE).await {
            Ok(engine) => return Ok(engine),
            Err(error) => refuse("testcontainers", error),
        }
        match Self::cluster().await {
            Ok(engine) => return Ok(engine),
            Err(error) => refuse("local", error),
        }
        Ok(Self::Sqlite(SqliteHome::empty()?))
    }

    #[cfg(feature = "testcontainers")]
    async fn container(image: &str) -> Result<Self, IsolationError> {
        let container = Container::start(image).await?;
        let url = container.url().to_owned();
        Home::started(Keeper::Container(Box::new(container)), &url).await.map(Self::Postgres)
    }

    #[cfg(not(feature = "testcontainers"))]
    async fn container(image: &str) -> Result<Self, IsolationError> {
        Err(IsolationError::Unavailable(format!(
            "`{image}` needs Testcontainers: build tribunal with its feature `testcontainers`"
        )))
    }

    async fn cluster() -> Result<Self, IsolationError> {
        let programs = Programs::find().ok_or_else(|| {
            IsolationError::Unavailable(
                "no PostgreSQL programs on this machine: install them (Debian: apt-get install postgresql; \
                 macOS: brew install postgresql), or put initdb and postgres on PATH"
                    .to_owned(),
            )
        })?;
        let cluster = Cluster::start(&programs).await?;
        let url = cluster.url().to_owned();
        Home::started(Keeper::Cluster(Box::new(cluster)), &url).await.map(Self::Postgres)
    }
}
