//! Reset by a command of the user's (`--reset-command`): for any store.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::process::Command;

use super::{IsolationError, Reset, Restored};

/// How much of a failing command's output an error shows, in bytes.
const SHOWN: usize = 2_000;

/// Runs a command through the shell before each transaction. Exit code 0 counts as the proof.
#[derive(Clone, Debug)]
pub struct CommandReset {
    command: String,
    timeout: Duration,
}

impl CommandReset {
    /// A reset by `command`, stopped and failed after `timeout`.
    pub fn new(command: impl Into<String>, timeout: Duration) -> Self {
        Self { command: command.into(), timeout }
    }

    fn error(&self, what: impl std::fmt::Display) -> IsolationError {
        IsolationError::Restore(format!("`{}` {what}", self.command))
    }
}

impl Reset for CommandReset {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let started = Instant::now();
        let child = Command::new("sh")
            .args(["-c", &self.command])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| self.error(format_args!("did not start: {error}")))?;
        let output = tokio::time::timeout(self.timeout, child.wait_with_output())
            .await
            .map_err(|_| self.error(format_args!("did not end within {:?}", self.timeout)))?
            .map_err(|error| self.error(error))?;
        if output.status.success() {
            return Ok(Restored {
                duration: started.elapsed(),
                dirty_tables: 1,
                rebuilt: false,
                healed: false,
            });
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said: String = said.trim().chars().take(SHOWN).collect();
        Err(self.error(format_args!("ended with {}: {said}", output.status)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reset(command: &str) -> CommandReset {
        CommandReset::new(command, Duration::from_secs(10))
    }

    #[tokio::test]
    async fn exit_code_zero_is_a_reset() {
        let restored = reset("true").restore().await.expect("restored");
        assert!(!restored.rebuilt);
    }

    #[tokio::test]
    async fn another_exit_code_fails_with_what_the_command_said() {
        let error = reset("echo no such store >&2; exit 3").restore().await.expect_err("refused").to_string();
        assert!(error.contains("no such store") && error.contains("exit status: 3"), "{error}");
    }

    #[tokio::test]
    async fn a_command_that_hangs_is_stopped() {
        let mut reset = CommandReset::new("sleep 60", Duration::from_millis(20));
        let error = reset.restore().await.expect_err("stopped").to_string();
        assert!(error.contains("did not end within 20ms"), "{error}");
    }
}
