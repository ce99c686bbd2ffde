//! `PostgreSQL` in a container (Testcontainers).

use std::{
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sqlx::ConnectOptions;
use testcontainers::{
    ContainerAsync, GenericImage, ImageExt, TestcontainersError,
    core::{IntoContainerPort, WaitFor},
    runners::AsyncRunner,
};

use super::connection;
use crate::isolation::{IsolationError, watchdog::Watchdog};

/// How long an image may take to be pulled and started.
const PATIENCE: Duration = Duration::from_mins(3);

/// How long it may take to answer once its log says that it is ready.
const ANSWER: Duration = Duration::from_secs(30);

/// Removes the container when standard input ends: also when this process is killed.
const SCRIPT: &str = "read -r _; docker rm --force --volumes \"$1\"";

/// Where those of this process answer, and their ids: whoever knows a database's URL alone finds its container here.
static RUNNING: Mutex<Vec<(String, u16, String)>> = Mutex::new(Vec::new());

/// The container that answers there, if it is one of ours.
pub(super) fn id_at(host: &str, port: u16) -> Option<String> {
    let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    running.iter().rev().find(|(at, on, _)| at == host && *on == port).map(|(_, _, id)| id.clone())
}

/// A running container.
#[derive(Debug)]
pub(in crate::isolation) struct Container {
    url: String,
    image: String,
    // Removes the container when dropped.
    _watchdog: Option<Watchdog>,
    _running: ContainerAsync<GenericImage>,
}

impl Container {
    /// Starts one. The engine is the one that `DOCKER_HOST` or the default socket names.
    pub(in crate::isolation) async fn start(image: &str) -> Result<Self, IsolationError> {
        let failed =
            |error: String| IsolationError::Unavailable(format!("no container of `{image}`: {error}"));
        let (name, tag) = match image.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, tag),
            _ => (image, "latest"),
        };
        let password = format!("{:032x}", rand::random::<u128>());
        // The official image's entry point serves a first time without TCP, so an answer over TCP is the real server.
        let request = GenericImage::new(name, tag)
            .with_wait_for(WaitFor::message_on_either_std("database system is ready to accept connections"))
            .with_exposed_port(5432.tcp())
            .with_env_var("POSTGRES_USER", "tribunal")
            .with_env_var("POSTGRES_PASSWORD", &password)
            .with_env_var("POSTGRES_DB", "postgres")
            .with_startup_timeout(PATIENCE)
            .with_cmd([
                "postgres",
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "max_connections=200",
            ]);
        let container = tokio::time::timeout(PATIENCE, request.start())
            .await
            .map_err(|_| failed(format!("not pulled and started within {PATIENCE:?}")))?
            .map_err(|error| match error {
                TestcontainersError::Client(_) => failed(format!(
                    "{error}; start a Docker engine (Debian: apt-get install docker.io), or name one in DOCKER_HOST"
                )),
                error => failed(error.to_string()),
            })?;
        let watchdog =
            Watchdog::start(Command::new("sh"), SCRIPT, &[container.id()]).ok().filter(|_| docker());
        let host = container.get_host().await.map_err(|error| failed(error.to_string()))?;
        let port =
            container.get_host_port_ipv4(5432.tcp()).await.map_err(|error| failed(error.to_string()))?;
        let url = format!("postgres://tribunal:{password}@{host}:{port}/postgres");
        let options = connection::options(&url, "tribunal")?;
        let deadline = tokio::time::Instant::now() + ANSWER;
        loop {
            let Err(error) = options.connect().await else { break };
            if tokio::time::Instant::now() >= deadline {
                return Err(failed(error.to_string()));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).push((
            host.to_string(),
            port,
            container.id().to_owned(),
        ));
        Ok(Self { url, image: image.to_owned(), _watchdog: watchdog, _running: container })
    }

    pub(in crate::isolation) fn url(&self) -> &str {
        &self.url
    }

    pub(in crate::isolation) fn image(&self) -> &str {
        &self.image
    }
}

/// Whether the `docker` command is there: the watchdog needs it, the library does not.
fn docker() -> bool {
    let mut docker = Command::new("docker");
    docker.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    docker.status().is_ok_and(|status| status.success())
}
