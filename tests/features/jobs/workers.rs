//! Workers that share a queue, die, and come to their end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use plenary::jobs::{JobId, JobState, Worker};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::behaviour::{Tell, Trouble, ask, record, registry, told};
use crate::support::World;

on_every_database![
    several_workers_share_the_queue_and_do_each_job_once,
    the_jobs_of_a_worker_that_is_gone_are_taken_over_within_seconds,
    a_worker_that_is_told_to_stop_finishes_what_it_has,
    a_worker_gives_back_what_it_cannot_finish,
];

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

fn work(world: &World, tell: &Arc<Tell>) -> JoinHandle<()> {
    tokio::spawn(Worker::new(world.app.context().clone(), registry(tell), Vec::new()).work())
}

async fn until_state(world: &World, id: JobId, state: JobState) {
    let wait = async {
        while record(world.app.context(), id).await.state != state {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("{state:?} within {PATIENCE:?}"));
}

async fn several_workers_share_the_queue_and_do_each_job_once(world: World) {
    let first = world.with(&["--job-concurrency", "3", "--job-poll", "1s"]).await;
    let second = world.with(&["--job-concurrency", "2", "--job-poll", "1s"]).await;
    let tells = [Tell::with(Trouble::None), Tell::with(Trouble::None)];
    let texts: BTreeSet<String> = (0..100).map(|number| format!("{number}")).collect();
    let mut jobs = Vec::new();
    for text in &texts {
        jobs.push(ask(world.app.context(), text).await);
    }
    let workers = [work(&first, &tells[0]), work(&second, &tells[1])];
    for job in jobs {
        until_state(&world, job, JobState::Succeeded).await;
    }
    first.app.stop();
    second.app.stop();
    for worker in workers {
        worker.await.expect("no panic");
    }
    let begun = tells.each_ref().map(|tell| tell.begun.load(Ordering::SeqCst));
    assert_eq!(begun.iter().sum::<u32>(), 100, "{begun:?}");
    assert!(begun.iter().all(|count| *count > 0), "one did it all: {begun:?}");
    assert_eq!(told(&world).await.into_iter().collect::<BTreeSet<_>>(), texts);
}

async fn the_jobs_of_a_worker_that_is_gone_are_taken_over_within_seconds(world: World) {
    let world = world.with(&["--job-lease", "1s", "--job-poll", "1s"]).await;
    let tell = Tell::with(Trouble::HangsOnce);
    let id = ask(world.app.context(), "taken over").await;
    let lost = work(&world, &tell);
    until_state(&world, id, JobState::Running).await;
    // It does not come to give anything back, just as after a kill.
    lost.abort();
    let heir = work(&world, &tell);
    until_state(&world, id, JobState::Succeeded).await;
    world.app.stop();
    heir.await.expect("no panic");
    assert_eq!(record(world.app.context(), id).await.attempts, 2);
    assert_eq!(told(&world).await, ["taken over"]);
}

async fn a_worker_that_is_told_to_stop_finishes_what_it_has(world: World) {
    let world = world.with(&["--job-concurrency", "1"]).await;
    let turns = Arc::new(Semaphore::new(0));
    let tell = Tell::with(Trouble::Waits(turns.clone()));
    let running = ask(world.app.context(), "running").await;
    let worker = work(&world, &tell);
    until_state(&world, running, JobState::Running).await;
    let waiting = ask(world.app.context(), "waiting").await;
    world.app.stop();
    turns.add_permits(2);
    worker.await.expect("no panic");
    assert_eq!(record(world.app.context(), running).await.state, JobState::Succeeded);
    assert_eq!(record(world.app.context(), waiting).await.state, JobState::Queued);
    assert_eq!(told(&world).await, ["running"]);
}

async fn a_worker_gives_back_what_it_cannot_finish(world: World) {
    let world = world.with(&["--shutdown-grace", "0"]).await;
    let tell = Tell::with(Trouble::Waits(Arc::new(Semaphore::new(0))));
    let id = ask(world.app.context(), "given back").await;
    let worker = work(&world, &tell);
    until_state(&world, id, JobState::Running).await;
    world.app.stop();
    worker.await.expect("no panic");
    let job = record(world.app.context(), id).await;
    assert_eq!((job.state, job.attempts), (JobState::Queued, 1));
    assert!(told(&world).await.is_empty());
}
