//! A session: an open run. Slots are up, transactions can be tried, in any order and from many threads.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::future::join_all;
use tokio::sync::{Semaphore, mpsc};

use super::{
    engine::Engine,
    event::Event,
    identity::credential_headers,
    opening::{self, Opened},
    options::{ResetMode, RunOptions},
    pool::Pool,
    record::Record,
    standing::Standing,
    stop::{Stop, StopSwitch},
};
use crate::{
    document::Document,
    hooks::{DeadHook, Hooks},
    isolation::{Databases, Rebuilds, Refused},
    plan::{Plan, PlanOptions, Transaction, Untested},
    result::{RunResult, TransactionResult},
    run::{RunError, Server},
    transport::Client,
};

/// An open run of one plan against one kind of server.
///
/// ```no_run
/// # use tribunal::{hooks::Hooks, plan::Plan, run::{RunError, RunOptions, Server, Session}};
/// # async fn example<S: Server>(plan: Plan, server: S) -> Result<(), RunError> {
/// let session = Session::open(plan, server, Hooks::new(), RunOptions::default()).await?;
/// session.run_all(&|_event| ()).await;
/// let result = session.close().await;
/// # Ok(())
/// # }
/// ```
///
/// From threads that are not tokio's, as those of libtest-mimic, keep the runtime that opened the session and
/// enter it: `runtime.block_on(session.run_one(&transaction))`. Restores go on in the background on that same
/// runtime, so it must be a multi-thread one and live until [`Session::close`] has returned.
pub struct Session<S: Server> {
    engine: Arc<Engine<S::Instance>>,
    databases: Mutex<Option<Databases>>,
    database: Option<String>,
    untested: Vec<Untested>,
    refused: Vec<Refused>,
    closing: tokio::sync::OnceCell<RunResult>,
}

impl<S: Server> Session<S> {
    /// Finds databases, prepares the baseline, starts all slots and runs the `before_all` hooks.
    ///
    /// # Errors
    /// Whatever keeps a run from beginning; nothing is left running then.
    pub async fn open(
        plan: Plan,
        server: S,
        hooks: Hooks<S::Instance>,
        options: RunOptions,
    ) -> Result<Self, RunError> {
        let known = options.clone();
        let opening = async move { opening::open(Arc::new(server), &known).await };
        Self::open_by(plan, hooks, options, Box::pin(opening)).await
    }

    /// The same with servers that stand already, one for each slot: what [`RunOptions`] says of slots, databases and
    /// where they come from has no effect.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub async fn open_standing(
        plan: Plan,
        slots: Vec<Standing<S>>,
        hooks: Hooks<S::Instance>,
        options: RunOptions,
    ) -> Result<Self, RunError> {
        let known = options.clone();
        let shared = |Standing { server, baseline }| Standing { server: Arc::new(server), baseline };
        let slots: Vec<Standing<Arc<S>>> = slots.into_iter().map(shared).collect();
        let opening = async move { opening::standing(slots, &known).await };
        Self::open_by(plan, hooks, options, Box::pin(opening)).await
    }

    async fn open_by(
        plan: Plan,
        hooks: Hooks<S::Instance>,
        options: RunOptions,
        // On the heap, for it is a large state.
        opening: Pin<Box<impl Future<Output = Result<Opened<S::Instance>, RunError>>>>,
    ) -> Result<Self, RunError> {
        let mut transactions = plan.transactions;
        let limit = options.hook_timeout;
        let opened = async {
            hooks.run_before_all(&mut transactions, limit).await.map_err(RunError::Hook)?;
            let dead = hooks.dead(&transactions);
            let dead = if plan.filtered == 0 { dead } else { not_filtered(dead, &plan.document) };
            if !dead.is_empty() {
                return Err(RunError::DeadHooks(dead));
            }
            let client = Client::new(options.limits);
            Ok((client, opening.await?))
        };
        let (client, opened) = match opened.await {
            Ok(opened) => opened,
            Err(error) => {
                // What before_all set up must not outlive the run that never was.
                hooks.run_after_all(&[], limit).await;
                return Err(error);
            }
        };
        let Opened { slots, databases, database, workers } = opened;
        let restore = (options.reset == ResetMode::Snapshot).then_some(options.restore_timeout);
        let stop = Arc::new(StopSwitch::new());
        let engine = Engine {
            credentials: credential_headers(plan.document.root()),
            document: plan.document,
            record: Record::new(&transactions),
            transactions,
            hooks,
            client,
            workers,
            lanes: Semaphore::new(workers),
            pool: Pool::new(slots, stop.clone(), restore),
            stop,
            options,
        };
        Ok(Self {
            engine: Arc::new(engine),
            refused: databases.as_ref().map(|databases| databases.refused().to_vec()).unwrap_or_default(),
            databases: Mutex::new(databases),
            database,
            untested: plan.untested,
            closing: tokio::sync::OnceCell::new(),
        })
    }

    /// What will be tried, in plan order, as the `before_all` hooks left it.
    pub fn transactions(&self) -> &[Transaction] {
        &self.engine.transactions
    }

    /// Which database the slots have, for people; `None` where nothing is known.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The better databases that could not be had, and why.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Tries one transaction on the next free slot. Cheap to call from many tasks or threads at once.
    ///
    /// The transaction is looked up by its id, so that changes of `before_all` hooks count; one that the
    /// plan does not hold is tried as it is given. It never fails: what goes wrong is the verdict.
    pub async fn run_one(&self, transaction: &Transaction) -> TransactionResult {
        let position = self.engine.record.position(&transaction.id);
        let known = position.and_then(|position| self.engine.transactions.get(position));
        let result = self.engine.run_one(known.unwrap_or(transaction).clone(), || ()).await;
        let result = Arc::new(result);
        self.engine.record.keep(position, result.clone());
        Arc::unwrap_or_clone(result)
    }

    /// Tries all transactions that have no result yet, in plan order, on all slots.
    pub async fn run_all(&self, events: &(dyn Fn(Event) + Sync)) {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let queue = Arc::new(Mutex::new(self.engine.record.missing().into_iter()));
        for _ in 0..self.engine.workers {
            tokio::spawn(self.engine.clone().work(queue.clone(), sender.clone()));
        }
        drop(sender);
        while let Some(event) = receiver.recv().await {
            events(event);
        }
        if let Some(stop) = self.engine.stop.get() {
            events(Event::Stopped { reason: stop.reason() });
        }
    }

    /// Ends the run early: nothing begins any more and what is in flight is given up. [`Session::close`] then
    /// tells what there is.
    pub fn interrupt(&self, reason: &str) {
        self.engine.stop.stop(Stop::Interrupted(reason.to_owned()));
    }

    /// Waits for what is in flight, runs the `after_all` hooks, stops all servers and drops all databases.
    /// Called again, it gives the same result.
    pub async fn close(&self) -> RunResult {
        self.closing.get_or_init(|| self.finish()).await.clone()
    }

    async fn finish(&self) -> RunResult {
        let engine = &self.engine;
        engine.stop.stop(Stop::Closed);
        let slots = engine.pool.drain().await;
        let mut errors: Vec<String> = engine.pool.error().map(isolation).into_iter().collect();
        if let Some(Stop::Broken(problem) | Stop::Interrupted(problem)) = engine.stop.get() {
            add(&mut errors, problem);
        }
        let why = engine.stop.get().map_or_else(String::new, |stop| stop.reason());
        let transactions = engine.record.all(&engine.transactions, &why);
        errors.extend(engine.hooks.run_after_all(&transactions, engine.options.hook_timeout).await);
        // Where a reset has failed already, there is nothing left to prove.
        let prove = engine.options.reset == ResetMode::Snapshot && engine.pool.error().is_none();
        let limit = engine.options.restore_timeout;
        let closing = slots.into_iter().map(|slot| slot.close(limit, prove));
        let mut rebuilds = Rebuilds::default();
        for (problems, rebuilt) in join_all(closing).await {
            for problem in problems {
                add(&mut errors, problem);
            }
            rebuilds += rebuilt;
        }
        let databases = self.databases.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(databases) = databases
            && let Err(error) = databases.close().await
        {
            add(&mut errors, error.to_string());
        }
        RunResult {
            transactions,
            untested: self.untested.clone(),
            database: self.database.clone(),
            duration: engine.record.duration(),
            errors,
            max_skips: engine.options.max_skips,
            rebuilds,
        }
    }
}

/// Adds what was not told yet: what broke the run also keeps a slot's database from going back, and the last
/// sentence is the same.
fn add(errors: &mut Vec<String>, problem: String) {
    if !errors.iter().any(|known| known.ends_with(&problem)) {
        errors.push(problem);
    }
}

/// The dead hooks that would be dead without any filter too.
fn not_filtered(mut dead: Vec<DeadHook>, document: &Arc<Document>) -> Vec<DeadHook> {
    if !dead.is_empty() {
        let all = Plan::of(document.clone(), &PlanOptions::default()).transactions;
        dead.retain(|hook| !all.iter().any(|transaction| hook.pattern.matches(transaction)));
    }
    dead
}

/// How a reset that failed is reported.
pub(super) fn isolation(problem: impl std::fmt::Display) -> String {
    format!("isolation: {problem}")
}

/// How long closing one thing may take when opening failed.
pub(super) const CLOSING: Duration = Duration::from_secs(10);
