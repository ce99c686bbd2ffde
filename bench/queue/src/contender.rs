//! Who is measured, and how each is deployed: so many processes that serve, so many that execute jobs.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::arguments::Measure;
use crate::herd::Herd;

/// How long anything may take that is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_mins(3);

/// People who write to each other.
const PEOPLE: usize = 8;

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contender {
    /// Plenary as it comes.
    Plenary,
    /// Celery that acknowledges late and takes one task at a time, so that no task is lost.
    CeleryAtLeastOnce,
    /// Celery as it comes.
    CeleryDefaults,
}

impl Contender {
    pub(crate) const ALL: [Self; 3] = [Self::Plenary, Self::CeleryAtLeastOnce, Self::CeleryDefaults];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plenary => "Plenary",
            Self::CeleryAtLeastOnce => "Celery, at least once",
            Self::CeleryDefaults => "Celery, defaults",
        }
    }

    fn database(self) -> &'static str {
        match self {
            Self::Plenary => "plenary",
            Self::CeleryAtLeastOnce => "celery_at_least_once",
            Self::CeleryDefaults => "celery_defaults",
        }
    }
}

/// One contender on this machine.
pub(crate) struct Deployment<'a> {
    pub(crate) measure: &'a Measure,
    pub(crate) contender: Contender,
    pub(crate) database_url: String,
}

/// A contender that serves and works.
pub(crate) struct Running {
    pub(crate) urls: Vec<String>,
    pub(crate) people: Vec<Person>,
    _herd: Herd,
}

/// Somebody who writes.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) token: String,
}

impl<'a> Deployment<'a> {
    /// Makes the database.
    pub(crate) async fn prepare(measure: &'a Measure, contender: Contender) -> Result<()> {
        let mut server = PgConnection::connect(&format!("{}/postgres", measure.postgres)).await?;
        for sql in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
            let sql = format!("{sql} {}", contender.database());
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut server).await?;
        }
        let deployment = Self::on(measure, contender);
        match contender {
            Contender::Plenary => {
                let output = deployment.plenary(&["migrate", "up"]).output()?;
                ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            }
            Contender::CeleryAtLeastOnce | Contender::CeleryDefaults => {
                deployment.script("prepare.py", &[])?;
            }
        }
        Ok(())
    }

    /// A contender whose turn it is. What was written before is on the disk by then.
    pub(crate) async fn of(measure: &'a Measure, contender: Contender) -> Result<Self> {
        let deployment = Self::on(measure, contender);
        let mut db = PgConnection::connect(&deployment.database_url).await?;
        sqlx::raw_sql("VACUUM ANALYZE").execute(&mut db).await?;
        sqlx::raw_sql("CHECKPOINT").execute(&mut db).await?;
        Ok(deployment)
    }

    fn on(measure: &'a Measure, contender: Contender) -> Self {
        let database_url = format!("{}/{}", measure.postgres, contender.database());
        Self { measure, contender, database_url }
    }

    /// Starts servers and workers.
    pub(crate) async fn start(&self) -> Result<Running> {
        let mut herd = Herd::new()?;
        let mut urls = Vec::new();
        for port in free_ports(self.measure.processes)? {
            let address = format!("127.0.0.1:{port}");
            let server = match self.contender {
                Contender::Plenary => self.plenary(&["serve", "--no-worker", "--listen", &address]),
                Contender::CeleryAtLeastOnce | Contender::CeleryDefaults => self.gunicorn(&address),
            };
            herd.start(server, &self.log(&format!("server-{}", urls.len())))?;
            urls.push(format!("http://{address}"));
        }
        match self.contender {
            Contender::Plenary => {
                for index in 0..self.measure.processes {
                    herd.start(self.plenary(&["worker"]), &self.log(&format!("worker-{index}")))?;
                }
            }
            Contender::CeleryAtLeastOnce | Contender::CeleryDefaults => {
                herd.start(self.celery(), &self.log("worker"))?;
            }
        }
        let http = reqwest::Client::builder().no_proxy().build()?;
        for url in &urls {
            let began = Instant::now();
            while !http.get(format!("{url}/ping")).send().await.is_ok_and(|it| it.status() == 200) {
                let logs = self.measure.logs.display();
                ensure!(began.elapsed() < PATIENCE, "no answer from {url}: see {logs}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        let people = self.people(&http, &urls[0]).await?;
        Ok(Running { urls, people, _herd: herd })
    }

    /// Celery's workers: one process that distributes, so many that execute.
    pub(crate) fn celery(&self) -> Command {
        let processes = self.measure.processes.to_string();
        let worker =
            ["--app", "tasks", "worker", "--loglevel", "WARNING", "--pool", "prefork", "--concurrency"];
        self.python("celery", &[&worker[..], &[&processes]].concat())
    }

    fn gunicorn(&self, address: &str) -> Command {
        let server = ["--workers", "1", "--worker-class", "gthread", "--threads", "8"];
        // As long as behind a proxy: after its 2 s gunicorn closes a connection while a request is on its way.
        let keep = ["--keep-alive", "75", "web:app", "--bind"];
        self.python("gunicorn", &[&server[..], &keep, &[address]].concat())
    }

    /// Where a process prints to.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.measure.logs.join(format!("{}-{name}.log", self.contender.database()))
    }

    fn plenary(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.measure.plenary);
        let settings = ["--database-url", &self.database_url, "--log", "warn", "--access-ttl", "1d"];
        command.env_clear().current_dir(&self.measure.logs).args(arguments).args(settings);
        command
    }

    fn python(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.measure.python.join(program));
        let at_least_once = if self.contender == Contender::CeleryAtLeastOnce { "yes" } else { "no" };
        command
            .current_dir(&self.measure.peer)
            .args(arguments)
            .env("DATABASE_URL", &self.database_url)
            .env("REDIS_URL", &self.measure.redis)
            .env("AT_LEAST_ONCE", at_least_once)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// Runs one of the peer's scripts and gives what it printed.
    pub(crate) fn script(&self, name: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.python("python", &[&[name], arguments].concat());
        let output = command.output().with_context(|| format!("{command:?}"))?;
        ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    async fn people(&self, http: &reqwest::Client, url: &str) -> Result<Vec<Person>> {
        if self.contender != Contender::Plenary {
            let tokens = self.script("tokens.py", &[])?;
            let people = tokens.lines().zip(1..).map(|(token, id)| Person { id, token: token.to_owned() });
            return Ok(people.collect());
        }
        let mut people = Vec::new();
        for number in 1..=PEOPLE {
            let name = format!("user{number}");
            let email = format!("{name}@example.org");
            let body = json!({"username": name, "email": email, "password": "long enough"});
            let mut answer: Value =
                http.post(format!("{url}/auth/register")).json(&body).send().await?.json().await?;
            if answer["code"] == 409 {
                // Not the first round: there is such a user.
                let body = json!({"username": name, "password": "long enough"});
                answer = http.post(format!("{url}/login")).json(&body).send().await?.json().await?;
            }
            match (answer["data"]["user"]["id"].as_i64(), answer["data"]["token"].as_str()) {
                (Some(id), Some(token)) => people.push(Person { id, token: token.to_owned() }),
                _ => bail!("no account: {answer}"),
            }
        }
        Ok(people)
    }
}

/// Ports outside the range that outgoing connections are given ports from.
fn free_ports(count: usize) -> Result<Vec<u16>> {
    let free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let ports: Vec<u16> = (21_000..32_000).filter(free).take(count).collect();
    ensure!(ports.len() == count, "no free ports");
    Ok(ports)
}
