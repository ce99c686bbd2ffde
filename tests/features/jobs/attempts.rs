//! What becomes of one job.

use std::sync::atomic::Ordering;

use plenary::api::UserId;
use plenary::infra::database::begin_write;
use plenary::jobs::{self, JobState, NewJob, Progress};

use super::behaviour::{Tell, Trouble, ask, ask_once, drained, record, told};
use crate::support::World;

on_every_database![
    what_is_rolled_back_was_never_asked_for,
    a_job_runs_once_and_says_what_came_of_it,
    what_fails_is_tried_again_until_it_succeeds,
    what_fails_too_often_is_dead_and_visible,
    a_panic_is_a_failed_attempt,
    an_attempt_that_has_lost_its_job_leaves_nothing_behind,
    a_failed_job_waits_before_its_next_attempt,
    a_unique_job_waits_once,
    a_job_of_another_release_waits_for_it,
    jobs_run_in_the_order_they_were_asked_for,
];

async fn what_is_rolled_back_was_never_asked_for(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::None));
    let transaction = begin_write(&context.database).await.expect("begun");
    let new = NewJob::new("test_tell", "never").owned_by(UserId(2));
    jobs::enqueue(context, &transaction, new).await.expect("asked");
    transaction.rollback().await.expect("rolled back");
    assert_eq!(drained(context, &tell).await, 0);
    assert!(told(&world).await.is_empty());
}

async fn a_job_runs_once_and_says_what_came_of_it(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::None));
    let id = ask(context, "hello").await;
    let waiting = world.alice().get(&format!("/jobs/{id}")).await.is(200).at("/data/job");
    assert_eq!((waiting["state"].as_str(), waiting["attempts"].as_i64()), (Some("queued"), Some(0)));
    assert_eq!((drained(context, &tell).await, drained(context, &tell).await), (1, 0));
    let done = record(context, id).await;
    assert_eq!((done.state, done.attempts), (JobState::Succeeded, 1));
    assert_eq!(done.progress, Some(Progress { done: 1, total: 1 }));
    assert_eq!(done.result, Some(serde_json::json!({"told": true})));
    assert_eq!(told(&world).await, ["hello"]);
}

async fn what_fails_is_tried_again_until_it_succeeds(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::Fails(3)));
    let id = ask(context, "at last").await;
    assert_eq!(drained(context, &tell).await, 4);
    let done = record(context, id).await;
    assert_eq!((done.state, done.attempts, done.error), (JobState::Succeeded, 4, None));
    assert_eq!(told(&world).await, ["at last"]);
}

async fn what_fails_too_often_is_dead_and_visible(world: World) {
    let world = world.with(&["--job-attempts", "3"]).await;
    let (context, tell) = (world.app.context(), Tell::with(Trouble::Fails(99)));
    let id = ask(context, "never").await;
    assert_eq!(drained(context, &tell).await, 3);
    let job = world.alice().get(&format!("/jobs/{id}")).await.is(200).at("/data/job");
    assert_eq!((job["state"].as_str(), job["attempts"].as_i64()), (Some("failed"), Some(3)));
    assert_eq!((job["error"]["code"].as_i64(), job["error"]["subcode"].as_i64()), (Some(500), Some(5000)));
    assert!(!job.to_string().contains("luck"), "what it died of is for the log: {job}");
    assert_eq!(tell.died.load(Ordering::SeqCst), 1);
    assert_eq!(told(&world).await, ["dead"]);
}

async fn a_panic_is_a_failed_attempt(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::Panics(2)));
    let id = ask(context, "calm").await;
    assert_eq!(drained(context, &tell).await, 3);
    assert_eq!(record(context, id).await.attempts, 3);
    assert_eq!(told(&world).await, ["calm"]);
}

async fn an_attempt_that_has_lost_its_job_leaves_nothing_behind(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::LosesItsLease));
    let id = ask(context, "once").await;
    assert_eq!(drained(context, &tell).await, 2);
    let done = record(context, id).await;
    assert_eq!((done.state, done.attempts), (JobState::Succeeded, 2));
    assert_eq!(tell.begun.load(Ordering::SeqCst), 2, "both attempts came to their end");
    assert_eq!(told(&world).await, ["once"]);
}

async fn a_failed_job_waits_before_its_next_attempt(world: World) {
    let world = world.with(&["--job-backoff", "1h"]).await;
    let (context, tell) = (world.app.context(), Tell::with(Trouble::Fails(1)));
    let id = ask(context, "later").await;
    assert_eq!((drained(context, &tell).await, drained(context, &tell).await), (1, 0));
    let job = record(context, id).await;
    assert_eq!((job.state, job.attempts), (JobState::Queued, 1));
}

async fn a_unique_job_waits_once(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::None));
    assert!(ask_once(context, "first", "key").await);
    assert!(!ask_once(context, "second", "key").await);
    assert!(ask_once(context, "other", "another key").await);
    assert_eq!(drained(context, &tell).await, 2);
    assert!(ask_once(context, "third", "key").await, "a job that has ended is in nobody's way");
    drained(context, &tell).await;
    assert_eq!(told(&world).await, ["first", "other", "third"]);
}

async fn a_job_of_another_release_waits_for_it(world: World) {
    let world = world.with(&["--job-backoff", "1h"]).await;
    let (context, tell) = (world.app.context(), Tell::with(Trouble::None));
    let new = NewJob::new("test_unheard_of", ()).owned_by(UserId(2));
    let id = jobs::enqueue(context, &context.database, new).await.expect("asked");
    assert_eq!(drained(context, &tell).await, 1);
    assert_eq!(record(context, id).await.state, JobState::Queued);
}

async fn jobs_run_in_the_order_they_were_asked_for(world: World) {
    let (context, tell) = (world.app.context(), Tell::with(Trouble::None));
    let texts: Vec<String> = (0..20).map(|number| format!("{number}")).collect();
    for text in &texts {
        ask(context, text).await;
    }
    drained(context, &tell).await;
    assert_eq!(told(&world).await, texts);
}
