//! What all transactions of a session share, and the way of one through admission, slot and verdict.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
    vec,
};

use futures_util::FutureExt;
use tokio::sync::{Semaphore, mpsc::UnboundedSender};

use super::{
    event::Event,
    flow::{Course, Tried},
    options::RunOptions,
    pool::Pool,
    record::{Record, not_run},
    session::isolation,
    stop::{Stop, StopSwitch},
};
use crate::{
    document::Document,
    hooks::{Exchange, Hooks, panic_text},
    plan::Transaction,
    result::{TransactionResult, Verdict},
    run::Instance,
    transport::Client,
};

/// What all transactions of a session share.
pub(super) struct Engine<I: Instance> {
    pub(super) document: Arc<Document>,
    pub(super) transactions: Vec<Transaction>,
    pub(super) hooks: Hooks<I>,
    pub(super) options: RunOptions,
    pub(super) client: Client,
    pub(super) credentials: Vec<String>,
    pub(super) pool: Arc<Pool<I>>,
    pub(super) workers: usize,
    /// Admission: queueing here is the caller's haste and not the reset's cost.
    pub(super) lanes: Semaphore,
    pub(super) stop: Arc<StopSwitch>,
    pub(super) record: Record,
}

impl<I: Instance> Engine<I> {
    /// Tries one transaction; what keeps it from being tried is its verdict.
    pub(super) async fn run_one(&self, transaction: Transaction, begun: impl FnOnce()) -> TransactionResult {
        match self.attempt(&transaction, begun).await {
            Ok(result) => result,
            Err(Stop::Broken(problem)) => {
                TransactionResult { verdict: Verdict::Error(problem), ..not_run(transaction, String::new()) }
            }
            Err(stop) => not_run(transaction, stop.reason()),
        }
    }

    /// Takes transactions off the queue until it is empty or the run stops.
    pub(super) async fn work(
        self: Arc<Self>,
        queue: Arc<Mutex<vec::IntoIter<usize>>>,
        events: UnboundedSender<Event>,
    ) {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(position) = next else { return };
            let Some(transaction) = self.transactions.get(position) else { return };
            let started = Event::Started { id: transaction.id.clone() };
            // The receiver lives as long as the workers; if it is gone, nobody wants to know.
            let begun = || drop(events.send(started));
            let Ok(result) = self.attempt(transaction, begun).await else { return };
            let result = Arc::new(result);
            self.record.keep(Some(position), result.clone());
            drop(events.send(Event::Finished(result)));
        }
    }

    async fn attempt(
        &self,
        transaction: &Transaction,
        begun: impl FnOnce(),
    ) -> Result<TransactionResult, Stop> {
        let lane = self.unless_stopped(self.lanes.acquire()).await?.map_err(|_| Stop::Closed)?;
        let asked = Instant::now();
        let lease = match self.unless_stopped(self.pool.take()).await? {
            Ok(lease) => lease,
            Err(problem) => {
                let stop = Stop::Broken(isolation(problem));
                self.stop.stop(stop.clone());
                return Err(stop);
            }
        };
        let reset = asked.elapsed();
        let Some((slot, instance)) = lease.instance() else { return Err(Stop::Closed) };
        begun();
        let started = Instant::now();
        let tried = tokio::select! {
            biased;
            stop = self.stop.interrupted() => return Err(stop),
            tried = self.tried(transaction, slot, instance) => tried,
        };
        let duration = started.elapsed();
        let base_url = instance.known_as().unwrap_or(instance.base_url()).to_owned();
        drop((lease, lane));
        self.consequences(&tried);
        Ok(result(tried, base_url, duration, reset))
    }

    async fn tried(&self, transaction: &Transaction, slot: usize, instance: &I) -> Tried {
        let course = Course {
            slot,
            document: &self.document,
            hooks: &self.hooks,
            client: &self.client,
            options: &self.options,
            credentials: &self.credentials,
        };
        match AssertUnwindSafe(course.run(transaction.clone(), instance)).catch_unwind().await {
            Ok(tried) => tried,
            Err(panic) => Tried {
                exchange: Exchange::new(transaction.clone()),
                verdict: Verdict::Error(format!("tribunal itself panicked: {}", panic_text(panic.as_ref()))),
                ends_run: None,
            },
        }
    }

    fn consequences(&self, tried: &Tried) {
        if let Some(why) = &tried.ends_run {
            self.stop.stop(Stop::Broken(why.clone()));
        }
        if self.options.fail_fast && matches!(tried.verdict, Verdict::Failed | Verdict::Error(_)) {
            self.stop.stop(Stop::FailFast);
        }
    }

    async fn unless_stopped<T>(&self, wanted: impl Future<Output = T>) -> Result<T, Stop> {
        tokio::select! {
            biased;
            stop = self.stop.stopped() => Err(stop),
            got = wanted => Ok(got),
        }
    }
}

fn result(tried: Tried, base_url: String, duration: Duration, reset: Duration) -> TransactionResult {
    let Tried { exchange: Exchange { transaction, sent, response, findings, .. }, verdict, .. } = tried;
    TransactionResult { transaction, verdict, base_url, sent, response, findings, duration, reset }
}
