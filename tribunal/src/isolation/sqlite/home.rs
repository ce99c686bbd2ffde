//! The folder of a run's files.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use tempfile::TempDir;

use super::{
    pages,
    slot::{SqliteSlot, connect},
};
use crate::isolation::{IsolationError, watchdog::Watchdog};

/// A memory file system, where there is one.
const MEMORY: &str = "/dev/shm";

/// A baseline of more bytes is copied to the ordinary temporary folder: containers give 64 MB of memory files.
const SMALL: u64 = 4 << 20;

/// Removes the folder when standard input ends: also when this process is killed.
const SCRIPT: &str = "read -r _; rm -rf \"$1\"";

/// Where a run's `SQLite` files lie.
#[derive(Debug)]
pub(in crate::isolation) struct SqliteHome {
    baseline: PathBuf,
    given: bool,
    first: Folder,
    /// In memory; made with the first slot, when the size is known.
    memory: OnceLock<Option<Folder>>,
}

#[derive(Debug)]
struct Folder {
    path: TempDir,
    _watchdog: Option<Watchdog>,
}

impl Folder {
    fn new(path: std::io::Result<TempDir>) -> std::io::Result<Self> {
        let path = path?;
        let watchdog = Watchdog::start(Command::new("sh"), SCRIPT, &[&path.path().to_string_lossy()]).ok();
        Ok(Self { path, _watchdog: watchdog })
    }
}

impl SqliteHome {
    /// With an empty baseline.
    pub(in crate::isolation) fn empty() -> Result<Self, IsolationError> {
        let first =
            Folder::new(builder().tempdir()).map_err(|error| unavailable("no temporary folder", &error))?;
        let baseline = first.path.path().join("base.db");
        connect(&baseline).map_err(|error| unavailable("the baseline", &error))?;
        Ok(Self { baseline, given: false, first, memory: OnceLock::new() })
    }

    /// With a copy of the user's file as baseline; the file itself is only read.
    pub(in crate::isolation) fn given(url: &str) -> Result<Self, IsolationError> {
        let path = pages::file(url)?;
        let home = Self { given: true, ..Self::empty()? };
        if path.exists() {
            copy(&path, &home.baseline).map_err(|error| unavailable(&path.display().to_string(), &error))?;
        }
        Ok(home)
    }

    pub(in crate::isolation) fn describe(&self) -> String {
        let place = if self.given { "copy of the given file" } else { "embedded" };
        format!("SQLite {} ({place})", rusqlite::version())
    }

    pub(in crate::isolation) fn baseline_url(&self) -> String {
        url(&self.baseline)
    }

    /// A further file with nothing in it, which a server is to fill itself.
    pub(in crate::isolation) fn empty_file(&self, n: usize) -> Result<String, IsolationError> {
        let path = self.first.path.path().join(format!("own-{n}.db"));
        connect(&path).map_err(|error| unavailable("a new file", &error))?;
        Ok(url(&path))
    }

    pub(in crate::isolation) fn is_empty(url: &str) -> Result<bool, IsolationError> {
        let path = pages::file(url)?;
        let tables = connect(&path).and_then(|db| {
            db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))
        });
        tables.map(|tables| tables == 0).map_err(|error| unavailable(&path.display().to_string(), &error))
    }

    pub(in crate::isolation) fn slot(&self, n: usize) -> Result<SqliteSlot, IsolationError> {
        let path = self.folder().join(format!("slot-{n}.db"));
        for old in ["", "-wal", "-shm", "-journal"] {
            fs::remove_file(format!("{}{old}", path.display())).ok();
        }
        let made = copy(&self.baseline, &path).and_then(|()| SqliteSlot::open(url(&path), path.clone()));
        made.map_err(|error| unavailable(&format!("slot {n}"), &error))
    }

    fn folder(&self) -> PathBuf {
        let folder = self.memory.get_or_init(|| {
            let small = fs::metadata(&self.baseline).is_ok_and(|file| file.len() <= SMALL);
            Some(()).filter(|()| small && Path::new(MEMORY).is_dir())?;
            Folder::new(builder().tempdir_in(MEMORY)).ok()
        });
        folder.as_ref().unwrap_or(&self.first).path.path().to_owned()
    }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("tribunal-sqlite-");
    builder
}

fn url(path: &Path) -> String {
    format!("sqlite://{}?mode=rwc", path.display())
}

/// Copies content and journal mode, as the server that prepared the baseline left them.
fn copy(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let (from, mut to) = (connect(from)?, connect(to)?);
    from.busy_timeout(pages::PATIENCE)?;
    if !pages::copy(&from, &mut to)? {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
            None,
        ));
    }
    let mode: String = from.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    to.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))
}

fn unavailable(what: &str, error: &dyn std::error::Error) -> IsolationError {
    IsolationError::Unavailable(format!("{what}: {error}"))
}
