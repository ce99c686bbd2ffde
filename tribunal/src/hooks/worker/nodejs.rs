//! The handler of hooks in Node.js: a file of ours that `node` runs.

use std::ffi::OsString;

use tempfile::TempDir;

use super::WorkerError;

/// The handler, in full.
const SHIM: &str = include_str!("nodejs/handler.js");

/// The variable that holds what hooks see as `hooks.configuration`.
pub(super) const CONFIGURATION: &str = "TRIBUNAL_HOOKS_CONFIGURATION";

/// The handler in a temporary folder, which goes with this value.
#[derive(Debug)]
pub(super) struct Shim(TempDir);

impl Shim {
    pub(super) fn unpack() -> Result<Self, WorkerError> {
        let failed = |error: std::io::Error| WorkerError::Start {
            command: "node".to_owned(),
            cause: format!("no temporary folder: {error}"),
        };
        let folder = tempfile::Builder::new().prefix("tribunal-hooks-").tempdir().map_err(failed)?;
        let shim = Self(folder);
        std::fs::write(shim.path(), SHIM).map_err(failed)?;
        Ok(shim)
    }

    pub(super) fn path(&self) -> OsString {
        self.0.path().join("handler.js").into()
    }
}
