//! Jobs that do nothing: what remains is the queue.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use async_trait::async_trait;
use plenary::app::App;
use plenary::config::{Config, Profile};
use plenary::infra::Infra;
use plenary::jobs::{Attempt, Finished, Job, NewJob, Registry, Worker, enqueue};
use serde_json::Value;
use sqlx::{Connection as _, PgConnection};
use tokio::task::JoinSet;

use crate::contender::{Contender, Deployment, PATIENCE};
use crate::figures::Figure;
use crate::herd::Herd;

/// How many ask for jobs at the same time, in one process.
const ASKING: usize = 4;

/// Nothing.
struct Noop;

#[async_trait]
impl Job for Noop {
    fn kind(&self) -> &'static str {
        "noop"
    }

    async fn run(&self, attempt: &Attempt) -> Result<Finished> {
        Ok(Finished::succeeded(attempt.begin().await?, Value::Null))
    }
}

/// Fills the queue while nobody works, then empties it.
pub(crate) async fn measure(deployment: &Deployment<'_>) -> Result<Vec<Figure>> {
    let count = deployment.measure.jobs;
    let (enqueued, drained) = match deployment.contender {
        Contender::Plenary => plenary(deployment, count).await?,
        Contender::CeleryAtLeastOnce | Contender::CeleryDefaults => celery(deployment, count)?,
    };
    Ok(vec![
        Figure::rate("no-op jobs enqueued", count, enqueued),
        Figure::rate("no-op jobs executed", count, drained),
    ])
}

async fn plenary(deployment: &Deployment<'_>, count: usize) -> Result<(Duration, Duration)> {
    let mut db = PgConnection::connect(&deployment.database_url).await?;
    sqlx::raw_sql("DELETE FROM jobs").execute(&mut db).await?;
    let app = open(&deployment.database_url).await?;
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for _ in 0..ASKING {
        let context = app.context().clone();
        asking.spawn(async move {
            for _ in 0..count / ASKING {
                enqueue(&context, &context.database, NewJob::new(Noop.kind(), ())).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(asked) = asking.join_next().await {
        asked??;
    }
    let enqueued = began.elapsed();
    app.close().await?;

    let mut herd = Herd::new()?;
    let program = std::env::current_exe()?;
    for index in 0..deployment.measure.processes {
        let mut worker = std::process::Command::new(&program);
        worker.arg("worker").arg(&deployment.database_url);
        herd.start(worker, &deployment.log(&format!("noop-{index}")))?;
    }
    let left = "SELECT EXISTS (SELECT FROM jobs WHERE state IN ('queued', 'running'))";
    let began = Instant::now();
    while sqlx::query_scalar(left).fetch_one(&mut db).await? {
        ensure!(began.elapsed() < PATIENCE, "the queue is not empty in time");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let span = "SELECT extract(epoch FROM max(finished_at) - min(started_at))::float8 FROM jobs \
                WHERE state = 'succeeded' HAVING count(*) = $1";
    let count = i64::try_from(count)?;
    let drained: Option<f64> = sqlx::query_scalar(span).bind(count).fetch_optional(&mut db).await?;
    ensure!(drained.is_some(), "not every job has succeeded once");
    Ok((enqueued, Duration::from_secs_f64(drained.unwrap_or_default())))
}

fn celery(deployment: &Deployment<'_>, count: usize) -> Result<(Duration, Duration)> {
    let seconds = |text: String| Ok::<_, anyhow::Error>(Duration::from_secs_f64(text.trim().parse()?));
    let asking = ASKING.to_string();
    let enqueued = seconds(deployment.script("enqueue_noops.py", &[&count.to_string(), &asking])?)?;
    let mut herd = Herd::new()?;
    herd.start(deployment.celery(), &deployment.log("noop"))?;
    let patience = PATIENCE.as_secs().to_string();
    let drained = seconds(deployment.script("wait_for_noops.py", &[&patience])?)?;
    Ok((enqueued, drained))
}

/// A worker process that knows the job above.
pub(crate) async fn work(database_url: &str) -> Result<()> {
    let app = open(database_url).await?;
    let mut background = app.background(false);
    let registry = Registry::new([Arc::new(Noop) as Arc<dyn Job>]);
    background.spawn(Worker::new(app.context().clone(), Arc::new(registry), Vec::new()).work());
    background.join_all().await;
    Ok(())
}

async fn open(database_url: &str) -> Result<App> {
    let config = Config::from_flags(Profile::Development, ["--database-url", database_url])?;
    Ok(App::open(config, Infra::real()).await?)
}
