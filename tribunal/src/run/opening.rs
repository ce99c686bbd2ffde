//! Brings all slots up: databases, baseline, one server each.

use std::sync::Arc;

use futures_util::{StreamExt, stream};

use super::{
    options::{Provision, RunOptions},
    slot::{Slot, Starter},
    standing::{Baseline, Standing},
    store::Store,
};
use crate::{
    isolation::{CommandReset, DatabaseChoice, Databases, Reset as _, SlotDatabase},
    run::{Instance, RunError, Server},
};

/// How many slots come up at the same time.
const AT_ONCE: usize = 4;

/// Everything that stands when a session is open.
pub(super) struct Opened<I: Instance> {
    pub(super) slots: Vec<Slot<I>>,
    pub(super) databases: Option<Databases>,
    pub(super) database: Option<String>,
    pub(super) workers: usize,
}

/// Brings all slots of one server up. On an error nothing is left running.
pub(super) async fn open<S: Server>(
    server: Arc<S>,
    options: &RunOptions,
) -> Result<Opened<S::Instance>, RunError> {
    let baseline = match &options.provision {
        Provision::Fresh => return fresh(server, options).await,
        Provision::AsItStands(url) => Baseline::Database(url.clone()),
        Provision::Nothing => Baseline::Unknown,
    };
    standing(vec![Standing { server, baseline }; options.slot_count()], options).await
}

/// Brings up slots whose servers stand. On an error nothing is left running.
pub(super) async fn standing<S: Server>(
    slots: Vec<Standing<Arc<S>>>,
    options: &RunOptions,
) -> Result<Opened<S::Instance>, RunError> {
    let count = slots.len();
    let restores = slots.iter().any(|slot| slot.baseline.is_known());
    let database = slots.first().and_then(|slot| described(&slot.baseline, count));
    let slots = all(slots.into_iter().enumerate().map(|(n, slot)| stood(n, slot))).await?;
    Ok(Opened { slots, databases: None, database, workers: options.worker_count(count, restores) })
}

async fn stood<S: Server>(
    number: usize,
    Standing { server, baseline }: Standing<Arc<S>>,
) -> Result<Slot<S::Instance>, RunError> {
    let starter = starter(&server);
    let url = match &baseline {
        Baseline::Database(url) => url.clone(),
        Baseline::Unknown | Baseline::Command(_) => String::new(),
    };
    // First whether the server is there: a snapshot is for nothing otherwise.
    let instance = starter(url).await.map_err(RunError::Start)?;
    let store = match baseline {
        Baseline::Unknown => Store::Nothing,
        Baseline::Database(url) => Store::Database(SlotDatabase::in_place(&url).await?),
        Baseline::Command(mut command) => {
            // Nobody knows whether what stands now is the baseline.
            command.restore().await?;
            Store::Command(command)
        }
    };
    Ok(Slot { number, instance: Some(instance), store, starter })
}

fn described(baseline: &Baseline, slots: usize) -> Option<String> {
    let slots = counted(slots);
    match baseline {
        Baseline::Unknown => None,
        Baseline::Database(url) => {
            Some(format!("{}, restored in place, {slots}", DatabaseChoice::Url(url.clone())))
        }
        Baseline::Command(command) => Some(format!("a store reset by {}, {slots}", by_command(command))),
    }
}

fn by_command(command: &CommandReset) -> String {
    format!("the command `{}`", command.command())
}

fn counted(slots: usize) -> String {
    format!("{slots} slot{}", if slots == 1 { "" } else { "s" })
}

async fn fresh<S: Server>(server: Arc<S>, options: &RunOptions) -> Result<Opened<S::Instance>, RunError> {
    let databases = Databases::open(&options.database).await?;
    let count = options.slot_count().min(databases.max_slots());
    match slots(&server, &databases, count).await {
        Ok(slots) => {
            let database = format!("{}, {}", databases.describe(), counted(count));
            let workers = options.worker_count(count, true);
            Ok(Opened { slots, databases: Some(databases), database: Some(database), workers })
        }
        Err(error) => {
            // The first error is the one to report; closing is best effort then.
            drop(databases.close().await);
            Err(error)
        }
    }
}

async fn slots<S: Server>(
    server: &Arc<S>,
    databases: &Databases,
    count: usize,
) -> Result<Vec<Slot<S::Instance>>, RunError> {
    server.prepare(&databases.baseline_url()).await.map_err(RunError::Prepare)?;
    all((0..count).map(|number| async move {
        let starter = starter(server);
        let database = databases.slot(number).await?;
        let instance = starter(database.url().to_owned()).await.map_err(RunError::Start)?;
        Ok(Slot { number, instance: Some(instance), store: Store::Database(database), starter })
    }))
    .await
}

/// All slots or none.
async fn all<I: Instance>(
    slots: impl Iterator<Item = impl Future<Output = Result<Slot<I>, RunError>>>,
) -> Result<Vec<Slot<I>>, RunError> {
    let brought_up: Vec<Result<Slot<I>, RunError>> = stream::iter(slots).buffered(AT_ONCE).collect().await;
    let mut slots = Vec::new();
    let mut problem = None;
    for slot in brought_up {
        match slot {
            Ok(slot) => slots.push(slot),
            Err(error) => problem = problem.or(Some(error)),
        }
    }
    match problem {
        None => Ok(slots),
        Some(error) => {
            for slot in slots {
                slot.close(super::session::CLOSING, false).await;
            }
            Err(error)
        }
    }
}

fn starter<S: Server>(server: &Arc<S>) -> Starter<S::Instance> {
    let server = server.clone();
    Arc::new(move |url| {
        let server = server.clone();
        Box::pin(async move { server.start(&url).await })
    })
}
