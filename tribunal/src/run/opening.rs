//! Brings all slots up: databases, baseline, one server each.

use std::sync::Arc;

use futures_util::{StreamExt, stream};

use super::{
    options::{Provision, RunOptions},
    slot::{Slot, Starter},
};
use crate::{
    isolation::{DatabaseChoice, Databases, SlotDatabase},
    run::{RunError, Server},
};

/// How many slots come up at the same time.
const AT_ONCE: usize = 4;

/// Everything that stands when a session is open.
pub(super) struct Opened<I> {
    pub(super) slots: Vec<Slot<I>>,
    pub(super) starter: Starter<I>,
    pub(super) databases: Option<Databases>,
    pub(super) database: Option<String>,
    pub(super) workers: usize,
}

/// Brings all slots up. On an error nothing is left running.
pub(super) async fn open<S: Server>(
    server: Arc<S>,
    options: &RunOptions,
) -> Result<Opened<S::Instance>, RunError> {
    match &options.provision {
        Provision::Fresh => fresh(server, options).await,
        Provision::AsItStands(url) => {
            let starter = starter(&server);
            // First whether the server is there: a snapshot is for nothing otherwise.
            let instance = starter(url.clone()).await.map_err(RunError::Start)?;
            let database = SlotDatabase::in_place(url).await?;
            let described = format!("{}, restored in place, 1 slot", DatabaseChoice::Url(url.clone()));
            let slots = vec![Slot { instance: Some(instance), database: Some(database) }];
            Ok(Opened { slots, starter, databases: None, database: Some(described), workers: 1 })
        }
        Provision::Nothing => {
            let starter = starter(&server);
            let mut slots = Vec::new();
            for _ in 0..options.slot_count() {
                let instance = starter(String::new()).await.map_err(RunError::Start)?;
                slots.push(Slot { instance: Some(instance), database: None });
            }
            Ok(Opened { slots, starter, databases: None, database: None, workers: options.worker_count() })
        }
    }
}

async fn fresh<S: Server>(server: Arc<S>, options: &RunOptions) -> Result<Opened<S::Instance>, RunError> {
    let databases = Databases::open(&options.database).await?;
    let count = options.slot_count().min(databases.max_slots());
    let starter = starter(&server);
    match slots(server.as_ref(), &databases, &starter, count).await {
        Ok(slots) => {
            let database =
                format!("{}, {count} slot{}", databases.describe(), if count == 1 { "" } else { "s" });
            let workers = options.worker_count().min(count);
            Ok(Opened { slots, starter, databases: Some(databases), database: Some(database), workers })
        }
        Err(error) => {
            // The first error is the one to report; closing is best effort then.
            drop(databases.close().await);
            Err(error)
        }
    }
}

async fn slots<S: Server>(
    server: &S,
    databases: &Databases,
    starter: &Starter<S::Instance>,
    count: usize,
) -> Result<Vec<Slot<S::Instance>>, RunError> {
    server.prepare(&databases.baseline_url()).await.map_err(RunError::Prepare)?;
    let brought_up: Vec<Result<Slot<S::Instance>, RunError>> = stream::iter(0..count)
        .map(|n| async move {
            let database = databases.slot(n).await?;
            let instance = starter(database.url().to_owned()).await.map_err(RunError::Start)?;
            Ok(Slot { instance: Some(instance), database: Some(database) })
        })
        .buffered(AT_ONCE)
        .collect()
        .await;
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
