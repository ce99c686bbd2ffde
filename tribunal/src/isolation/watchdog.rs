//! A small shell that outlives this process by a moment, to clean up after it whatever way it ends.
//!
//! Its standard input is a pipe that only this process holds: dropping the [`Watchdog`], a panic, Ctrl-C and SIGKILL
//! all close it, `read` returns, and the rest of the script runs. It stands in a process group of its own, so that
//! Ctrl-C in a terminal does not end it first.

use std::{
    io::{self, Read as _},
    process::{Child, Command, Stdio},
};

/// Runs the end of its script when it is dropped or this process dies.
#[derive(Debug)]
pub(super) struct Watchdog {
    child: Child,
}

impl Watchdog {
    /// Starts `sh -c script`; arguments are `$1`... The script calls `read -r _` where it has to wait for our end.
    pub(super) fn start(mut command: Command, script: &str, arguments: &[&str]) -> io::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command
            .args(["-c", script, "tribunal-watchdog"])
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        Ok(Self { child })
    }

    /// What the script said, once it has ended by itself.
    pub(super) fn ended(&mut self) -> Option<String> {
        if matches!(self.child.try_wait(), Ok(None)) {
            return None;
        }
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut said).ok();
        }
        Some(said)
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.stderr.take());
        self.child.wait().ok();
    }
}
