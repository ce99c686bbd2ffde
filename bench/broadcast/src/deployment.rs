//! One server and one worker, as processes of their own on one database.

use std::fs::{File, read_to_string};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use plenary_contract::banners::Banners;
use serde_json::{Value, json};

use crate::Sent;

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often a broadcast is looked at. No delivery is known better than this.
const EVERY: Duration = Duration::from_millis(5);

/// The processes; they end with it.
pub(crate) struct Deployment {
    plenary: PathBuf,
    folder: PathBuf,
    settings: Vec<String>,
    base: String,
    token: String,
    http: reqwest::Client,
    processes: Vec<Child>,
}

impl Drop for Deployment {
    fn drop(&mut self) {
        for process in &mut self.processes {
            process.kill().ok();
            process.wait().ok();
        }
    }
}

impl Deployment {
    /// A migrated database with an administrator and as many users with chats as are asked for.
    pub(crate) fn new(
        plenary: &Path,
        folder: &Path,
        url: &str,
        banners: &Banners,
        chats: u32,
    ) -> Result<Self> {
        let api = banners.url("paged");
        let settings = [
            ["--database-url", url],
            ["--banner-api-url", &api],
            ["--banner-allow-private", "true"],
            ["--log", "warn"],
            ["--access-ttl", "1d"],
        ];
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let deployment = Self {
            plenary: plenary.to_owned(),
            folder: folder.to_owned(),
            settings: settings.concat().into_iter().map(str::to_owned).collect(),
            base: format!("http://127.0.0.1:{port}"),
            token: String::new(),
            http: reqwest::Client::builder().no_proxy().build()?,
            processes: Vec::new(),
        };
        deployment.run(&["migrate", "up"])?;
        let admin = ["--username", "admin", "--email", "admin@example.org", "--password", "long enough"];
        deployment.run(&[&["create-admin"][..], &admin].concat())?;
        deployment.run(&["create-fake-chats", "--total", &chats.to_string()])?;
        Ok(deployment)
    }

    /// Starts both, and logs in.
    pub(crate) async fn start(&mut self) -> Result<()> {
        let address = self.base.trim_start_matches("http://").to_owned();
        self.spawn("server", &["serve", "--no-worker", "--listen", &address])?;
        self.spawn("worker", &["worker"])?;
        let began = Instant::now();
        while !self.http.get(format!("{}/ping", self.base)).send().await.is_ok_and(|it| it.status() == 200) {
            ensure!(began.elapsed() < PATIENCE, "the server does not answer");
            tokio::time::sleep(EVERY).await;
        }
        let body = json!({"username": "admin", "password": "long enough"});
        let answer: Value =
            self.http.post(format!("{}/login", self.base)).json(&body).send().await?.json().await?;
        let token = answer["data"]["token"].as_str().with_context(|| format!("no token: {answer}"))?;
        token.clone_into(&mut self.token);
        // What the worker does at its start is over.
        tokio::time::sleep(Duration::from_secs(2)).await;
        Ok(())
    }

    /// Asks for a broadcast and waits until it stands in every chat.
    pub(crate) async fn broadcast(&self, chats: u32) -> Result<Sent> {
        let began = Instant::now();
        let request = self.http.post(format!("{}/broadcasts", self.base)).bearer_auth(&self.token);
        let answer = request.json(&json!({"text": "hello"})).send().await?;
        let (answered, accepted) = (began.elapsed(), Instant::now());
        ensure!(answer.status() == 202, "{}", answer.text().await?);
        loop {
            let newest = self.get("/broadcasts?limit=1").await?;
            let newest = &newest["data"]["broadcasts"][0];
            match newest["state"].as_str() {
                Some("finished") => {
                    ensure!(newest["delivered"].as_u64() >= Some(chats.into()), "not to all: {newest}");
                    ensure!(newest["delivered"] == newest["total"], "not to all: {newest}");
                    return Ok(Sent { answered, delivered: accepted.elapsed() });
                }
                Some("queued" | "sending") => {}
                _ => bail!("not sent: {newest}"),
            }
            ensure!(accepted.elapsed() < PATIENCE, "not sent: {newest}");
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Forgets what the worker took at its start, which is more than it takes afterwards (`clear_refs` of proc(5)).
    pub(crate) fn forget_peak(&self) -> Result<()> {
        let worker = self.processes.last().context("no worker")?.id();
        Ok(std::fs::write(format!("/proc/{worker}/clear_refs"), "5")?)
    }

    /// The most memory that the worker has taken since that was forgotten, in MiB (`VmHWM` of proc(5)).
    pub(crate) fn worker_peak(&self) -> Result<f64> {
        let worker = self.processes.last().context("no worker")?.id();
        let status = read_to_string(format!("/proc/{worker}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
        let kib: u32 = line.trim().trim_end_matches(" kB").trim().parse()?;
        Ok(f64::from(kib) / 1024.0)
    }

    async fn get(&self, path: &str) -> Result<Value> {
        let request = self.http.get(format!("{}{path}", self.base)).bearer_auth(&self.token);
        Ok(request.send().await?.json().await?)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.plenary);
        command
            .env_clear()
            .current_dir(&self.folder)
            .args(arguments)
            .args(&self.settings)
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<()> {
        let output = self.command(arguments).output()?;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    fn spawn(&mut self, name: &str, arguments: &[&str]) -> Result<()> {
        let log = File::create(self.folder.join(format!("{name}.log")))?;
        let process = self.command(arguments).stdout(log.try_clone()?).stderr(log).spawn()?;
        self.processes.push(process);
        Ok(())
    }
}
