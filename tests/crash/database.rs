//! The database of one trial.

use std::io::Write as _;

use tempfile::TempDir;
use tribunal::isolation::{DatabaseChoice, Databases};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// A place for one trial, gone with it.
pub(crate) struct Place {
    pub(crate) url: String,
    /// Where the processes run and write their logs.
    pub(crate) folder: TempDir,
    _cluster: Option<Databases>,
}

impl Place {
    /// None, with the reason printed, where there is no such database.
    pub(crate) async fn open(kind: Kind) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        if kind == Kind::Sqlite {
            let url = format!("sqlite://{}/crash.db", folder.path().display());
            return Some(Self { url, folder, _cluster: None });
        }
        match Databases::open(&DatabaseChoice::Local).await {
            Ok(cluster) => Some(Self { url: cluster.baseline_url(), folder, _cluster: Some(cluster) }),
            Err(error) => {
                // Not `eprintln!`: libtest would keep it to itself, for a test that is left out passes.
                let _ = writeln!(std::io::stderr(), "skipped: the crash trial on PostgreSQL: {error}");
                None
            }
        }
    }
}
