//! Plenary as a newcomer starts it: on an embedded database with the baseline in it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// A running server, ended with this value.
pub(crate) struct Server {
    pub(crate) url: String,
    process: Child,
    /// Held open: a program that cannot print ends.
    _output: BufReader<ChildStdout>,
    _folder: TempDir,
}

impl Server {
    /// Fills a database and serves it on a free port.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let seeded = plenary(folder.path(), &["seed-db"]).status().expect("the program runs");
        assert!(seeded.success(), "seed-db: {seeded}");
        let mut process = plenary(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--log", "warn"])
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut line = String::new();
        while !line.starts_with("API ") {
            line.clear();
            assert!(output.read_line(&mut line).expect("text") > 0, "the server ended");
        }
        let url = line.trim_start_matches("API").trim().to_owned();
        Self { url, process, _output: output, _folder: folder }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn plenary(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).env_clear().args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
    command
}
