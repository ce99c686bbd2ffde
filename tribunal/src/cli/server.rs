//! `--server`: starts the programs under test, waits until they answer, and ends them with everything they have started.

use std::time::{Duration, Instant};

use clap::Args;
use futures_util::future::{join_all, try_join_all};
use tokio::net::TcpStream;

use super::{place::Place, seconds::seconds};
use crate::{
    process::{Program, ProgramSpec, end_together},
    transport::{Body, Client, Headers, Limits, Request},
};

/// How often it is asked whether one answers.
const LOOK: Duration = Duration::from_millis(10);
/// How long one such question may take.
const ANSWER: Duration = Duration::from_secs(2);
/// How long one that no longer listens may take to be seen dead.
const DEATH: Duration = Duration::from_secs(2);

#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Start this command and end it, with all it has started, after the run. Its port is told by `{port}` in the command
    /// and by the variable `PORT`; with -j there is one for each slot.
    #[arg(long, value_name = "COMMAND")]
    pub(super) server: Option<String>,
    /// Seconds that it may take to answer. It is asked all the time, so more costs nothing.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(super) server_wait: Duration,
    /// Its database, where the environment says which.
    #[arg(long, env = "DATABASE_URL", hide = true, hide_env_values = true)]
    pub(super) database_url: Option<String>,
}

/// The servers that we have started. Dropping them ends them, all at the same time.
#[derive(Debug, Default)]
pub(super) struct Servers(Vec<ServerProcess>);

impl Servers {
    /// Starts a server at each of these places and waits until all of them answer.
    ///
    /// The error is one message with what the server said that it is about.
    pub(super) async fn start(
        &mut self,
        command: &str,
        places: &[Place],
        wait: Duration,
        aloud: bool,
    ) -> Result<(), String> {
        let limits = Limits { connect: ANSWER, total: ANSWER, body: 64 * 1024 * 1024 };
        let client = Client::new(limits);
        let before = self.0.len();
        for place in places {
            if answers(&client, &place.base_url).await {
                let base_url = &place.base_url;
                return Err(format!(
                    "--server: something answers at {base_url} already; end it, or leave --server out to test it"
                ));
            }
            self.0.push(ServerProcess::start(command, place, aloud)?);
        }
        let started = self.0.get(before..).unwrap_or_default();
        try_join_all(started.iter().map(|server| server.until_it_answers(&client, wait))).await.map(drop)
    }

    /// What is to be said of each that has ended before we did.
    pub(super) async fn obituaries(&self) -> Vec<String> {
        join_all(self.0.iter().map(ServerProcess::obituary)).await.into_iter().flatten().collect()
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        end_together(self.0.drain(..));
    }
}

#[derive(Debug)]
struct ServerProcess {
    program: Program,
    command: String,
    place: Place,
}

impl ServerProcess {
    fn start(command: &str, place: &Place, aloud: bool) -> Result<Self, String> {
        let command = place.told(command);
        let (variables, label) = (place.variables(), place.label());
        let spec = ProgramSpec { variables, aloud, label, ..ProgramSpec::shell(&command, []) };
        let program = Program::start(&spec).map_err(|error| format!("--server `{command}`: {error}"))?;
        Ok(Self { program, command, place: place.clone() })
    }

    async fn until_it_answers(&self, client: &Client, wait: Duration) -> Result<(), String> {
        let base_url = &self.place.base_url;
        let hint = self.place.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        let deadline = Instant::now() + wait;
        loop {
            if answers(client, base_url).await {
                return Ok(());
            }
            // One that has put itself into the background has ended, and may answer all the same.
            if let Some(ending) = self.program.ended().filter(|ending| ending.code != 0) {
                return Err(self.failed(&format!("{ending} before it answered at {base_url}{hint}")));
            }
            if Instant::now() >= deadline {
                return Err(self.failed(&format!(
                    "did not answer at {base_url} within {wait:?}; --server-wait gives it longer{hint}"
                )));
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn obituary(&self) -> Option<String> {
        // A connection closes a moment before the process that held it is seen dead.
        let deadline = Instant::now() + DEATH;
        while self.program.ended().is_none() && !self.listens().await && Instant::now() < deadline {
            tokio::time::sleep(LOOK).await;
        }
        let ending = self.program.ended().filter(|ending| ending.code != 0)?;
        Some(self.failed(&format!("{ending} during the run")))
    }

    async fn listens(&self) -> bool {
        let Some(address) = self.place.address() else { return true };
        let connecting = TcpStream::connect(address);
        !matches!(tokio::time::timeout(ANSWER, connecting).await, Ok(Err(_)))
    }

    fn failed(&self, what: &str) -> String {
        let said = self.program.said();
        let said =
            if said.is_empty() { "; it said nothing".to_owned() } else { format!("; it said:\n{said}") };
        format!("the server `{}`{} {what}{said}", self.command, self.place.named())
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
