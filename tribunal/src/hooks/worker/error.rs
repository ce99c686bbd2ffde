//! Why hooks cannot run.

use std::time::Duration;

/// A handler that cannot be had. Each is one clear message, and exit code 2 on the command line.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// Hook files that are not there.
    #[error("{0}")]
    Files(String),
    /// The program of a language is not installed.
    #[error("hooks in {language} need `{command}`, which is not on PATH: {install}")]
    NoHandler {
        /// The program.
        command: String,
        /// The language.
        language: String,
        /// How it is installed.
        install: String,
    },
    /// Somebody else listens where the handler should.
    #[error(
        "another program listens on {address} already, perhaps a hook handler of an earlier run: \
         end it, or choose another port with --hooks-port"
    )]
    Taken {
        /// Host and port.
        address: String,
    },
    /// The operating system gives no process.
    #[error("the hook handler `{command}` does not start: {cause}")]
    Start {
        /// What was started.
        command: String,
        /// Why not.
        cause: String,
    },
    /// It ended before it listened.
    #[error("the hook handler `{command}` {ending} before it listened on {address}{}", last_words(.said))]
    Ended {
        /// What was started.
        command: String,
        /// How it ended.
        ending: String,
        /// Where it should have listened.
        address: String,
        /// What it said.
        said: String,
    },
    /// It never listened.
    #[error(
        "the hook handler `{command}` did not listen on {address} within {limit:?} (--hooks-connect-timeout){}",
        last_words(.said)
    )]
    Silent {
        /// What was started.
        command: String,
        /// Where it should have listened.
        address: String,
        /// How long was waited.
        limit: Duration,
        /// What it said.
        said: String,
    },
}

/// What a program said, as the end of a message.
pub(super) fn last_words(said: &str) -> String {
    if said.trim().is_empty() {
        "; it said nothing".to_owned()
    } else {
        format!("; it said:\n{}", indented(said))
    }
}

fn indented(said: &str) -> String {
    said.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
