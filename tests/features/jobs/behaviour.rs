//! A job that behaves as a test wants: its effect is a notification to alice.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use plenary::api::{Caller, SessionId, UserId};
use plenary::fixture::ALICE;
use plenary::infra::Context;
use plenary::infra::database::begin_write;
use plenary::jobs::{self, Attempt, Finished, Job, JobId, NewJob, Record, Registry, drain, service};
use plenary::notifications::{Code, Details, NewNotification, notify};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;
use tokio::sync::Semaphore;

use crate::support::World;

const KIND: &str = "test_tell";

/// What happens in the first attempts.
pub(crate) enum Trouble {
    None,
    /// So many attempts fail.
    Fails(u32),
    /// So many attempts panic.
    Panics(u32),
    /// The first attempt is taken for lost while it runs.
    LosesItsLease,
    /// The first attempt never ends.
    HangsOnce,
    /// Every attempt waits for a permit.
    Waits(Arc<Semaphore>),
}

/// A job that tells alice what its payload says.
pub(crate) struct Tell {
    trouble: Trouble,
    pub(crate) begun: AtomicU32,
    pub(crate) died: AtomicU32,
}

impl Tell {
    pub(crate) fn with(trouble: Trouble) -> Arc<Self> {
        Arc::new(Self { trouble, begun: AtomicU32::new(0), died: AtomicU32::new(0) })
    }
}

#[async_trait]
impl Job for Tell {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        match &self.trouble {
            Trouble::Fails(times) if attempt.number() <= *times => anyhow::bail!("out of luck"),
            Trouble::Panics(times) => assert!(attempt.number() > *times, "out of luck"),
            Trouble::LosesItsLease if attempt.number() == 1 => {
                let reap = "UPDATE jobs SET state = 'queued', worker = NULL WHERE kind = 'test_tell'";
                attempt.context.database.execute_unprepared(reap).await?;
            }
            Trouble::HangsOnce if attempt.number() == 1 => std::future::pending().await,
            Trouble::Waits(turns) => turns.acquire().await?.forget(),
            _ => {}
        }
        let transaction = attempt.begin().await?;
        tell(&attempt.context, &transaction, &attempt.payload::<String>()?).await?;
        attempt.progress(&transaction, 1, 1).await?;
        Ok(Finished::succeeded(transaction, json!({ "told": true })))
    }

    async fn died(&self, attempt: &Attempt, transaction: &DatabaseTransaction) -> anyhow::Result<()> {
        self.died.fetch_add(1, Ordering::SeqCst);
        tell(&attempt.context, transaction, "dead").await
    }
}

async fn tell(context: &Context, transaction: &DatabaseTransaction, text: &str) -> anyhow::Result<()> {
    let told = NewNotification {
        user: UserId(ALICE.id),
        code: Code::Export,
        message: text.to_owned(),
        is_error: false,
        details: Details::default(),
    };
    Ok(notify(context, transaction, &[told]).await?)
}

/// A registry with that job alone.
pub(crate) fn registry(tell: &Arc<Tell>) -> Arc<Registry> {
    Arc::new(Registry::new([tell.clone() as Arc<dyn Job>]))
}

/// Asks for the job, as alice.
pub(crate) async fn ask(context: &Context, text: &str) -> JobId {
    let transaction = begin_write(&context.database).await.expect("begun");
    let new = NewJob::new(KIND, text).owned_by(UserId(ALICE.id));
    let id = jobs::enqueue(context, &transaction, new).await.expect("asked");
    transaction.commit().await.expect("committed");
    id
}

/// Asks for the job unless one with this key waits or runs.
pub(crate) async fn ask_once(context: &Context, text: &str, key: &str) -> bool {
    let new = NewJob::new(KIND, text);
    jobs::enqueue_unique(context, &context.database, new, key).await.expect("asked")
}

/// Runs everything that is due.
pub(crate) async fn drained(context: &Context, tell: &Arc<Tell>) -> u64 {
    drain(context, &registry(tell)).await.expect("drained")
}

/// How a job stands.
pub(crate) async fn record(context: &Context, id: JobId) -> Record {
    let admin = Caller { user: UserId(1), session: SessionId(1), admin: true };
    service::get_job(context, &admin, id).await.expect("there is such a job")
}

/// What alice was told by such jobs, oldest first.
pub(crate) async fn told(world: &World) -> Vec<String> {
    let mut told = Vec::new();
    let mut uri = "/notifications?limit=100".to_owned();
    loop {
        let page = world.alice().get(&uri).await.is(200).json();
        let of_jobs = page["data"]["notifications"].as_array().cloned().unwrap_or_default();
        let of_jobs = of_jobs.into_iter().filter(|one| one["code"] == 10097);
        told.extend(of_jobs.map(|one| one["message"].as_str().unwrap_or_default().to_owned()));
        let Some(next) = page["meta"]["next_start"].as_i64() else { break };
        uri = format!("/notifications?limit=100&start={next}");
    }
    told.reverse();
    told
}
