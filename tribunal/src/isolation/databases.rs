//! The ladder, and the slots that stand on the rung taken.

#[cfg(feature = "testcontainers")]
use super::postgres::Container;
use super::{
    DEFAULT_IMAGE, DatabaseChoice, IsolationError, SlotDatabase,
    kind::{Home, Kind},
    postgres::{self, Cluster, Keeper, Programs},
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
    home: Box<dyn Home>,
    refused: Vec<Refused>,
}

impl Databases {
    /// Takes the first rung of the ladder that holds, or exactly the one asked for.
    ///
    /// # Errors
    /// A forced choice cannot be had; the message says what to install or grant.
    pub async fn open(choice: &DatabaseChoice) -> Result<Self, IsolationError> {
        let mut refused = Vec::new();
        let home = match choice {
            DatabaseChoice::Auto => climb(&mut refused).await?,
            DatabaseChoice::Testcontainers { image } => container(image).await?,
            DatabaseChoice::Local => cluster().await?,
            DatabaseChoice::Sqlite => Box::new(SqliteHome::empty()?),
            DatabaseChoice::Url(url) => (Kind::of(url).home)(url).await?,
        };
        Ok(Self { home, refused })
    }

    /// Which rung was taken, with versions: `PostgreSQL 15.18 (local cluster)`.
    pub fn describe(&self) -> String {
        self.home.describe()
    }

    /// The rungs above the one taken, each with the reason.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// How many slots there can be: 1 where databases cannot be created, else `usize::MAX`.
    pub fn max_slots(&self) -> usize {
        self.home.max_slots()
    }

    /// The URL of the database that `Server::prepare` migrates and seeds. Never a user's own filled database:
    /// where one was given, this is a copy of it.
    pub fn baseline_url(&self) -> String {
        self.home.baseline_url()
    }

    /// The URL of database `n` of those that servers fill themselves, each its own. The first is the baseline's; any
    /// other is made new and empty.
    ///
    /// # Errors
    /// No database can be made.
    pub async fn own(&self, n: usize) -> Result<String, IsolationError> {
        if n == 0 { Ok(self.baseline_url()) } else { self.home.empty(n).await }
    }

    /// Whether whoever was to fill the database of that URL, one of [`Databases::own`], has made nothing.
    ///
    /// # Errors
    /// The database cannot be looked into.
    pub async fn is_empty(&self, url: &str) -> Result<bool, IsolationError> {
        self.home.is_empty(url).await
    }

    /// A database that holds what the baseline held when the first slot was asked for. Close every connection to
    /// the baseline first. Asking again for the same `n` replaces the old one.
    ///
    /// # Errors
    /// The baseline cannot be copied or the snapshot cannot be installed.
    pub async fn slot(&self, n: usize) -> Result<SlotDatabase, IsolationError> {
        self.home.slot(n).await.map(SlotDatabase::new)
    }

    /// Drops what was made, and stops what was started. Dropping the value does the same, without saying what failed.
    ///
    /// # Errors
    /// Something could not be dropped or stopped: the message names it.
    pub async fn close(self) -> Result<(), IsolationError> {
        self.home.close().await
    }
}

async fn climb(refused: &mut Vec<Refused>) -> Result<Box<dyn Home>, IsolationError> {
    let mut refuse = |rung, error: IsolationError| {
        let reason = match error {
            IsolationError::Unavailable(reason) => reason,
            other => other.to_string(),
        };
        refused.push(Refused { rung, reason });
    };
    match container(DEFAULT_IMAGE).await {
        Ok(home) => return Ok(home),
        Err(error) => refuse("testcontainers", error),
    }
    match cluster().await {
        Ok(home) => return Ok(home),
        Err(error) => refuse("local", error),
    }
    Ok(Box::new(SqliteHome::empty()?))
}

#[cfg(feature = "testcontainers")]
async fn container(image: &str) -> Result<Box<dyn Home>, IsolationError> {
    let container = Container::start(image).await?;
    let url = container.url().to_owned();
    postgres::Home::started(Keeper::Container(Box::new(container)), &url)
        .await
        .map(|home| Box::new(home) as _)
}

#[cfg(not(feature = "testcontainers"))]
async fn container(image: &str) -> Result<Box<dyn Home>, IsolationError> {
    Err(IsolationError::Unavailable(format!(
        "`{image}` needs Testcontainers: build tribunal with its feature `testcontainers`"
    )))
}

async fn cluster() -> Result<Box<dyn Home>, IsolationError> {
    let programs = Programs::find().ok_or_else(|| {
        IsolationError::Unavailable(
            "no PostgreSQL programs on this machine: install them (Debian: apt-get install postgresql; \
                 macOS: brew install postgresql), or put initdb and postgres on PATH"
                .to_owned(),
        )
    })?;
    let cluster = Cluster::start(&programs).await?;
    let url = cluster.url().to_owned();
    postgres::Home::started(Keeper::Cluster(Box::new(cluster)), &url).await.map(|home| Box::new(home) as _)
}
