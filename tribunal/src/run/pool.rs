//! The pool of slots that stand at the baseline.
//!
//! What must stay true: a slot that is taken stands at the baseline, proved by a
//! restore that ended without error since its last use; a slot comes home exactly
//! once, however its transaction ended, also when the transaction was cancelled.

use std::{
    collections::VecDeque,
    mem,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{runtime::Handle, sync::Notify};

use super::{slot::Slot, stop::StopSwitch};
use crate::run::Instance;

/// All slots of a run.
pub(super) struct Pool<I: Instance> {
    state: Mutex<State<I>>,
    changed: Notify,
    total: usize,
    runtime: Handle,
    stop: Arc<StopSwitch>,
    /// How long a restore may take. `None`: slots are used again as they are.
    restore: Option<Duration>,
}

struct State<I: Instance> {
    free: VecDeque<Slot<I>>,
    /// Slots that could not be restored: they are only stopped.
    broken: Vec<Slot<I>>,
    error: Option<String>,
    draining: bool,
}

impl<I: Instance> Pool<I> {
    /// A pool of slots that stand at the baseline. Restores run on the current tokio runtime.
    pub(super) fn new(slots: Vec<Slot<I>>, stop: Arc<StopSwitch>, restore: Option<Duration>) -> Arc<Self> {
        Arc::new(Self {
            stop,
            total: slots.len(),
            state: Mutex::new(State { free: slots.into(), broken: Vec::new(), error: None, draining: false }),
            changed: Notify::new(),
            runtime: Handle::current(),
            restore,
        })
    }

    /// Waits for a slot. An error means that some slot could not be restored: nothing may run any more.
    pub(super) async fn take(self: &Arc<Self>) -> Result<Lease<I>, String> {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let mut state = self.state();
                if let Some(error) = &state.error {
                    return Err(error.clone());
                }
                if state.draining {
                    return Err("the run is over".to_owned());
                }
                if let Some(slot) = state.free.pop_front() {
                    return Ok(Lease { slot: Some(slot), pool: self.clone() });
                }
            }
            changed.await;
        }
    }

    /// Waits until every slot is home and hands them out for good.
    pub(super) async fn drain(&self) -> Vec<Slot<I>> {
        self.state().draining = true;
        self.changed.notify_waiters();
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            {
                let mut state = self.state();
                if state.free.len() + state.broken.len() == self.total {
                    let mut all: Vec<_> = mem::take(&mut state.free).into();
                    all.append(&mut state.broken);
                    return all;
                }
            }
            changed.await;
        }
    }

    /// Why nothing may run any more, if a slot could not be restored.
    pub(super) fn error(&self) -> Option<String> {
        self.state().error.clone()
    }

    fn come_home(self: Arc<Self>, mut slot: Slot<I>) {
        let Some(limit) = self.restore.filter(|_| !self.state().draining) else {
            self.arrive(slot, Arrival::Ready);
            return;
        };
        let runtime = self.runtime.clone();
        runtime.spawn(async move {
            let may_be_given_up = slot.store.is_restored_by_command();
            let arrival = tokio::select! {
                restored = slot.restore(limit) => restored.map_or_else(Arrival::Broken, |()| Arrival::Ready),
                _ = self.stop.interrupted(), if may_be_given_up => Arrival::GivenUp,
            };
            self.arrive(slot, arrival);
        });
    }

    fn arrive(&self, slot: Slot<I>, arrival: Arrival) {
        {
            let mut state = self.state();
            match arrival {
                Arrival::Ready => state.free.push_back(slot),
                Arrival::GivenUp => state.broken.push(slot),
                Arrival::Broken(error) => {
                    state.broken.push(slot);
                    state.error.get_or_insert(error);
                }
            }
        }
        self.changed.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a slot comes home.
enum Arrival {
    Ready,
    /// The run was interrupted while it was restored. Nothing begins any more.
    GivenUp,
    /// It could not be restored, and why.
    Broken(String),
}

/// A slot in use. Dropping it sends it home to be restored.
pub(super) struct Lease<I: Instance> {
    slot: Option<Slot<I>>,
    pool: Arc<Pool<I>>,
}

impl<I: Instance> Lease<I> {
    /// The slot's number and server; `None` only while the lease is being dropped.
    pub(super) fn instance(&self) -> Option<(usize, &I)> {
        let slot = self.slot.as_ref()?;
        Some((slot.number, slot.instance.as_ref()?))
    }
}

impl<I: Instance> Drop for Lease<I> {
    fn drop(&mut self) {
        if let Some(slot) = self.slot.take() {
            self.pool.clone().come_home(slot);
        }
    }
}
