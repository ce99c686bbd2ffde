//! One file and the pages it goes back to.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::{Connection, OpenFlags};

use super::pages::{self, PATIENCE};
use crate::isolation::{IsolationError, Reset, Restored};

/// The database of one slot.
#[derive(Debug)]
pub(in crate::isolation) struct SqliteSlot {
    url: String,
    path: PathBuf,
    baseline: Connection,
    file: Connection,
    identity: Option<Identity>,
    /// `PRAGMA data_version` after the last restore: it moves when another connection commits.
    version: i64,
}

/// Device and inode.
type Identity = (u64, u64);

/// What one try came to.
enum Try {
    Busy,
    Clean,
    Copied,
}

impl SqliteSlot {
    /// A file whose content now is the baseline.
    pub(super) fn open(url: String, path: PathBuf) -> rusqlite::Result<Self> {
        let file = connect(&path)?;
        let mut baseline = Connection::open_in_memory()?;
        file.busy_timeout(PATIENCE)?;
        if !pages::copy(&file, &mut baseline)? {
            return Err(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
                None,
            ));
        }
        file.busy_timeout(Duration::ZERO)?;
        let version = data_version(&file)?;
        let identity = identity(&path);
        Ok(Self { url, path, baseline, file, identity, version })
    }

    pub(in crate::isolation) async fn in_place(url: &str) -> Result<Self, IsolationError> {
        let path = pages::file(url)?;
        if !path.is_file() {
            return Err(IsolationError::Unavailable(format!("there is no file `{}`", path.display())));
        }
        let (url, shown) = (url.to_owned(), path.display().to_string());
        let opened = tokio::task::spawn_blocking(move || Self::open(url, path)).await;
        opened
            .map_err(|error| error.to_string())
            .and_then(|slot| slot.map_err(|error| error.to_string()))
            .map_err(|error| IsolationError::Unavailable(format!("`{shown}`: {error}")))
    }

    pub(in crate::isolation) fn url(&self) -> &str {
        &self.url
    }

    /// Compares every page with the baseline's.
    pub(in crate::isolation) fn verify(&self) -> Result<(), IsolationError> {
        match pages::differing(&self.baseline, &self.file) {
            Ok(0) => Ok(()),
            Ok(pages) => {
                Err(IsolationError::Unproved(format!("{pages} pages of `{}` differ", self.path.display())))
            }
            Err(error) => Err(IsolationError::Unproved(error.to_string())),
        }
    }

    /// The write lock first: nobody is in the middle of a change while we look for changes.
    fn attempt(&mut self) -> rusqlite::Result<Try> {
        match self.file.execute_batch("BEGIN IMMEDIATE") {
            Err(error) if busy(&error) => return Ok(Try::Busy),
            result => result?,
        }
        let version = data_version(&self.file);
        self.file.execute_batch("ROLLBACK")?;
        if version? == self.version {
            return Ok(Try::Clean);
        }
        match pages::copy(&self.baseline, &mut self.file) {
            Ok(false) => Ok(Try::Busy),
            Err(error) if busy(&error) => Ok(Try::Busy),
            Err(error) => Err(error),
            Ok(true) => {
                self.version = data_version(&self.file)?;
                Ok(Try::Copied)
            }
        }
    }

    /// A server that deleted its file has another one open than we have.
    fn reopened(&mut self) -> Result<bool, IsolationError> {
        let now = identity(&self.path);
        if now == self.identity && now.is_some() {
            return Ok(false);
        }
        let failed =
            |error: rusqlite::Error| IsolationError::Restore(format!("`{}`: {error}", self.path.display()));
        self.file = connect(&self.path).map_err(failed)?;
        self.identity = identity(&self.path);
        self.version = -1;
        Ok(true)
    }
}

impl Reset for SqliteSlot {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let started = Instant::now();
        let rebuilt = self.reopened()?;
        loop {
            let tried = self.attempt().map_err(|error| IsolationError::Restore(error.to_string()))?;
            match tried {
                Try::Clean => {
                    return Ok(Restored {
                        duration: started.elapsed(),
                        dirty_tables: 0,
                        rebuilt,
                        healed: false,
                    });
                }
                Try::Copied => {
                    return Ok(Restored {
                        duration: started.elapsed(),
                        dirty_tables: 1,
                        rebuilt,
                        healed: false,
                    });
                }
                Try::Busy if started.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                Try::Busy => {
                    return Err(IsolationError::Restore(format!(
                        "`{}` is locked by a transaction that did not end within {PATIENCE:?}",
                        self.path.display()
                    )));
                }
            }
        }
    }
}

pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = Connection::open_with_flags(path, flags)?;
    // What a power cut would leave does not matter: the baseline is in memory.
    file.execute_batch("PRAGMA synchronous = OFF")?;
    Ok(file)
}

fn data_version(file: &Connection) -> rusqlite::Result<i64> {
    file.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
}

fn busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

fn identity(path: &Path) -> Option<Identity> {
    let metadata = fs::metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        Some((0, u64::from(metadata.is_file())))
    }
}
