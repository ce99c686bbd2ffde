//! A worker: takes jobs as they fall due, several at once, until it is told to stop.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, JoinSet};

use super::job::Registry;
use super::model::{JobId, NewJob};
use super::{queue, run, store};
use crate::infra::{Context, Topic};

/// How often the housekeeping jobs are asked for.
const HOUSEKEEPING: Duration = Duration::from_hours(1);
/// How long a lost database is left alone.
const AGAIN: Duration = Duration::from_millis(500);

/// The jobs in this worker's hands: what it renews, and nothing else. A claim whose answer was lost is not among
/// them, so its lease runs out.
type InHand = Arc<Mutex<BTreeMap<JobId, AbortHandle>>>;

/// Works until the context says stop.
pub struct Worker {
    context: Context,
    registry: Arc<Registry>,
    name: String,
    /// Kinds of jobs that are asked for every hour.
    housekeeping: Vec<&'static str>,
}

impl Worker {
    /// A worker with a name of its own.
    pub fn new(context: Context, registry: Arc<Registry>, housekeeping: Vec<&'static str>) -> Self {
        let name = context.ids.uuid().to_string();
        Self { context, registry, name, housekeeping }
    }

    /// Works. When told to stop it takes nothing new, finishes what it can within the grace of the shutdown, and
    /// gives the rest back.
    pub async fn work(self) {
        let in_hand = InHand::default();
        tokio::select! {
            () = self.take_jobs(&in_hand) => {}
            () = self.keep_leases(&in_hand) => {}
            () = self.keep_house() => {}
        }
        let left: Vec<JobId> = {
            let mut in_hand = in_hand.lock().unwrap_or_else(PoisonError::into_inner);
            in_hand.values().for_each(AbortHandle::abort);
            std::mem::take(&mut *in_hand).into_keys().collect()
        };
        if !left.is_empty() {
            tracing::warn!(jobs = left.len(), "jobs that still run are given back");
            if let Err(error) = store::release(&self.context.database, &self.name, &left).await {
                tracing::warn!(%error, "they wait for the end of their lease");
            }
        }
    }

    async fn take_jobs(&self, in_hand: &InHand) {
        let bell = self.context.bells.listen(Topic::Queue);
        let slots = Arc::new(Semaphore::new(usize::from(self.context.config.jobs.job_concurrency)));
        let mut running = JoinSet::new();
        let stop = &self.context.stop;
        while !stop.is_told() {
            // A slot first: what is claimed is begun at once.
            let slot = tokio::select! {
                () = stop.told() => break,
                slot = slots.clone().acquire_owned() => slot,
            };
            let Ok(slot) = slot else { break };
            let more = slots.available_permits();
            let mut free = vec![slot];
            free.extend((0..more).map_while(|_| slots.clone().try_acquire_owned().ok()));
            let claimed = self.claim(free.len()).await;
            let found = matches!(&claimed, Ok(jobs) if !jobs.is_empty());
            let lost = claimed.is_err();
            for (claimed, slot) in claimed.unwrap_or_default().into_iter().zip(free) {
                let id = claimed.claim.id;
                let (context, registry, hand) =
                    (self.context.clone(), self.registry.clone(), in_hand.clone());
                let mut table = in_hand.lock().unwrap_or_else(PoisonError::into_inner);
                let task = running.spawn(async move {
                    run::run(&context, &registry, claimed).await;
                    hand.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
                    drop(slot);
                });
                table.insert(id, task);
            }
            while running.try_join_next().is_some() {}
            if !found {
                let wait = if lost { AGAIN } else { self.until_due().await };
                tokio::select! {
                    () = stop.told() => {}
                    () = bell.rung() => {}
                    () = tokio::time::sleep(wait) => {}
                }
            }
        }
        let finish = async { while running.join_next().await.is_some() {} };
        // What is still running after that is given back by the caller.
        let _ = tokio::time::timeout(self.context.config.server.shutdown_grace, finish).await;
        running.detach_all();
    }

    async fn claim(&self, limit: usize) -> Result<Vec<store::Claimed>, DbErr> {
        let (lease, now) = (self.context.config.jobs.job_lease, self.context.clock.now());
        let claimed = store::claim(&self.context.database, &self.name, lease, limit as u64, now).await;
        claimed.inspect_err(|error| tracing::warn!(%error, "the queue cannot be read"))
    }

    /// How long nothing is due, as far as anybody knows now.
    async fn until_due(&self) -> Duration {
        let poll = self.context.config.jobs.job_poll;
        match store::next_due(&self.context.database).await {
            Ok(Some(wait)) => wait.min(poll),
            Ok(None) | Err(_) => poll,
        }
    }

    /// Renews the leases of what is in hand, and finds jobs whose worker is gone.
    async fn keep_leases(&self, in_hand: &InHand) {
        let lease = self.context.config.jobs.job_lease;
        loop {
            tokio::time::sleep(lease / 3).await;
            let jobs: Vec<JobId> =
                in_hand.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
            let kept = store::renew(&self.context.database, &self.name, &jobs, lease).await;
            match (kept, store::reap(&self.context.database).await) {
                (Ok(()), Ok(0)) => {}
                (Ok(()), Ok(reaped)) => {
                    tracing::warn!(reaped, "jobs of a lost worker are taken over");
                    self.context.bells.ring(Topic::Queue);
                }
                (Err(error), _) | (_, Err(error)) => tracing::warn!(%error, "leases cannot be renewed"),
            }
        }
    }

    /// Asks for the housekeeping. Of several workers at the same time one gets it.
    async fn keep_house(&self) {
        loop {
            for kind in &self.housekeeping {
                let job = NewJob::new(kind, ());
                let asked = queue::enqueue_unique(&self.context, &self.context.database, job, kind).await;
                if let Err(error) = asked {
                    tracing::warn!(%error, kind, "the housekeeping cannot be asked for");
                }
            }
            tokio::time::sleep(HOUSEKEEPING).await;
        }
    }
}
