//! Reset by a command of the user's (`--reset-command`): for any store.

use std::{
    ffi::OsString,
    time::{Duration, Instant},
};

use super::{IsolationError, Reset, Restored};
use crate::process::{Program, ProgramSpec};

/// How often it is looked whether the command has ended.
const LOOK: Duration = Duration::from_millis(2);
/// How much of a failing command's output an error shows, in bytes: the last of it, where the cause is.
const SHOWN: usize = 2_000;

/// Runs a command through the shell before each transaction. Exit code 0 is the proof.
///
/// It runs in a process group of its own, which ends with it: whatever it leaves in the background would still write
/// to the store while the next transaction goes on.
#[derive(Clone)]
pub struct CommandReset {
    command: String,
    timeout: Duration,
    variables: Vec<(String, String)>,
}

impl CommandReset {
    /// A reset by `command`, ended and failed after `timeout`.
    pub fn new(command: impl Into<String>, timeout: Duration) -> Self {
        Self { command: command.into(), timeout, variables: Vec::new() }
    }

    /// With variables of its environment besides our own.
    #[must_use]
    pub fn variables(mut self, variables: Vec<(String, String)>) -> Self {
        self.variables = variables;
        self
    }

    /// The command as the user wrote it.
    pub fn command(&self) -> &str {
        &self.command
    }

    fn error(&self, what: impl std::fmt::Display) -> IsolationError {
        IsolationError::Restore(format!("`{}` {what}", self.command))
    }

    async fn failed(&self, program: Program, what: String) -> IsolationError {
        // Its last words and its end may take a moment.
        let said = tokio::task::spawn_blocking(move || last(&program.said())).await.unwrap_or_default();
        let said =
            if said.is_empty() { "; it said nothing".to_owned() } else { format!("; it said:\n{said}") };
        self.error(format_args!("{what}{said}"))
    }
}

impl Reset for CommandReset {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let started = Instant::now();
        let spec = ProgramSpec {
            words: ["sh", "-c", &self.command].map(OsString::from).to_vec(),
            variables: self.variables.clone(),
            ..ProgramSpec::default()
        };
        let program =
            Program::start(&spec).map_err(|error| self.error(format_args!("does not start: {error}")))?;
        let ending = loop {
            if let Some(ending) = program.ended() {
                break ending;
            }
            if started.elapsed() >= self.timeout {
                let what = format!("did not end within {:?} (--reset-timeout)", self.timeout);
                return Err(self.failed(program, what).await);
            }
            tokio::time::sleep(LOOK).await;
        };
        if ending.code != 0 {
            return Err(self.failed(program, ending.to_string()).await);
        }
        // Waits until all of its group has ended.
        let ended = tokio::task::spawn_blocking(move || drop(program)).await;
        ended.map_err(|error| self.error(format_args!("could not be ended: {error}")))?;
        Ok(Restored { duration: started.elapsed(), dirty_tables: 1, rebuilt: false, healed: false })
    }
}

/// Variables may hold secrets.
impl std::fmt::Debug for CommandReset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CommandReset")
            .field("command", &self.command)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

fn last(said: &str) -> String {
    let start = said.len().saturating_sub(SHOWN);
    let start = (start..said.len()).find(|at| said.is_char_boundary(*at)).unwrap_or(start);
    match said.get(start..) {
        Some(end) if start > 0 => format!("…{end}"),
        _ => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reset(command: &str) -> CommandReset {
        CommandReset::new(command, Duration::from_secs(10))
    }

    async fn refused(command: &str) -> String {
        reset(command).restore().await.expect_err("refused").to_string()
    }

    #[tokio::test]
    async fn exit_code_zero_is_a_reset() {
        let restored = reset("true").restore().await.expect("restored");
        assert!(!restored.rebuilt);
    }

    #[tokio::test]
    async fn another_exit_code_fails_with_what_the_command_said_on_either_stream() {
        let error = refused("echo trying; echo no such store >&2; exit 3").await;
        assert!(error.contains("ended with exit code 3; it said:\ntrying\nno such store"), "{error}");
        assert!(refused("false;").await.contains("ended with exit code 1; it said nothing"));
    }

    #[tokio::test]
    async fn it_sees_its_variables() {
        let mut reset = reset("test \"$STORE\" = mine");
        assert!(reset.restore().await.is_err());
        let mut reset = reset.variables(vec![("STORE".to_owned(), "mine".to_owned())]);
        reset.restore().await.expect("restored");
    }

    #[tokio::test]
    async fn a_command_that_hangs_is_ended() {
        let mut reset = CommandReset::new("echo waiting; sleep 60", Duration::from_millis(300));
        let error = reset.restore().await.expect_err("ended").to_string();
        assert!(error.contains("did not end within 300ms (--reset-timeout); it said:\nwaiting"), "{error}");
    }

    #[tokio::test]
    async fn of_much_output_the_error_has_the_end() {
        let error = refused("yes äöü | head -c 5000000; echo the end; exit 1").await;
        assert!(error.len() < SHOWN + 300 && error.ends_with("the end"), "{error}");
    }

    #[tokio::test]
    #[cfg(target_os = "linux")]
    async fn what_it_leaves_in_the_background_ends_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let id = folder.path().join("id");
        reset(&format!("sleep 600 & echo $! >'{}'", id.display())).restore().await.expect("restored");
        let id = std::fs::read_to_string(id).unwrap();
        let lives = || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", id.trim()));
            stat.is_ok_and(|stat| !stat.contains(") Z "))
        };
        // SIGKILL is on its way: it runs no more, but the kernel may take a moment to bury it.
        let deadline = Instant::now() + Duration::from_secs(5);
        while lives() && Instant::now() < deadline {
            tokio::time::sleep(LOOK).await;
        }
        assert!(!lives());
    }
}
