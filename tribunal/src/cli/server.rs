//! `--server`: starts the program under test, waits until it answers, and ends it with everything it has started.

use std::time::{Duration, Instant};

use clap::Args;

use super::seconds::seconds;
use crate::{
    process::{Program, ProgramSpec},
    transport::{Body, Client, Headers, Limits, Request},
};

/// How often it is asked whether it answers.
const LOOK: Duration = Duration::from_millis(10);
/// How long one such question may take.
const ANSWER: Duration = Duration::from_secs(2);
/// How long a server that answers no more may take to end.
const ENDING: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Start this command and end it, with all it has started, after the run.
    #[arg(long, value_name = "COMMAND")]
    pub(super) server: Option<String>,
    /// Seconds that it may take to answer. It is asked all the time, so more costs nothing.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(super) server_wait: Duration,
    /// Its database, where the environment says which.
    #[arg(long, env = "DATABASE_URL", hide = true, hide_env_values = true)]
    pub(super) database_url: Option<String>,
}

/// A server that we have started. Dropping it ends it.
#[derive(Debug)]
pub(super) struct ServerProcess {
    program: Program,
    command: String,
}

impl ServerProcess {
    /// Starts a command line and waits until something answers at the base URL.
    ///
    /// The error is one message with what the server said.
    pub(super) async fn start(
        command: &str,
        base_url: &str,
        wait: Duration,
        variables: Vec<(String, String)>,
        aloud: bool,
    ) -> Result<Self, String> {
        let limits = Limits { connect: ANSWER, total: ANSWER, body: 64 * 1024 * 1024 };
        let client = Client::new(limits).map_err(|error| error.to_string())?;
        if answers(&client, base_url).await {
            return Err(format!(
                "--server: something answers at {base_url} already; end it, or leave --server out to test it"
            ));
        }
        let spec = ProgramSpec { variables, aloud, ..ProgramSpec::shell(command, []) };
        let program = Program::start(&spec).map_err(|error| format!("--server `{command}`: {error}"))?;
        let server = Self { program, command: command.to_owned() };
        let deadline = Instant::now() + wait;
        loop {
            if answers(&client, base_url).await {
                return Ok(server);
            }
            // One that has put itself into the background has ended, and may answer all the same.
            if let Some(ending) = server.program.ended().filter(|ending| ending.code != 0) {
                return Err(server.failed(&format!("{ending} before it answered at {base_url}")));
            }
            if Instant::now() >= deadline {
                return Err(server.failed(&format!(
                    "did not answer at {base_url} within {wait:?}; --server-wait gives it longer"
                )));
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// What is to be said of a server that has ended before we did. Where the run `broke`, it may be about to end: its
    /// connections are gone before its exit code is there.
    pub(super) async fn obituary(&self, broke: bool) -> Option<String> {
        let deadline = Instant::now() + if broke { ENDING } else { Duration::ZERO };
        while self.program.ended().is_none() && Instant::now() < deadline {
            tokio::time::sleep(LOOK).await;
        }
        let ending = self.program.ended().filter(|ending| ending.code != 0)?;
        Some(self.failed(&format!("{ending} during the run")))
    }

    fn failed(&self, what: &str) -> String {
        let said = self.program.said();
        let said =
            if said.is_empty() { "; it said nothing".to_owned() } else { format!("; it said:\n{said}") };
        format!("the server `{}` {what}{said}", self.command)
    }
}

/// Whether anything comes back. A server that refuses the request answers too.
async fn answers(client: &Client, base_url: &str) -> bool {
    let request = Request {
        method: "GET".to_owned(),
        uri: "/".to_owned(),
        headers: Headers::new(),
        body: Body::default(),
        base_url: None,
    };
    // One that has the connection and takes its time is asked again.
    client.send(base_url, &request).await.is_ok()
}
