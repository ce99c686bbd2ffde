//! Signals: nobody, everybody later, or everybody before the answer.

use plenary::infra::Signals;
use serde_json::json;

use crate::support::World;

on_every_database![
    jobs_are_done_before_an_answer_leaves_when_a_test_wants_it,
    jobs_wait_for_a_worker_otherwise,
    a_signal_is_heard_by_all_or_by_nobody,
];

async fn send(world: &World) -> String {
    let body = json!({"recipient_id": 3, "content": {"type": "text", "text": "hello"}});
    world.alice().post("/messages", body).await.is(202).text("/data/job_id")
}

async fn state(world: &World, job: &str) -> String {
    world.alice().get(&format!("/jobs/{job}")).await.is(200).text("/data/job/state")
}

async fn jobs_are_done_before_an_answer_leaves_when_a_test_wants_it(world: World) {
    let world = world.with_signals(Signals::Eager).await;
    let job = send(&world).await;
    assert_eq!(state(&world, &job).await, "succeeded");
}

async fn jobs_wait_for_a_worker_otherwise(world: World) {
    let job = send(&world).await;
    assert_eq!(state(&world, &job).await, "queued");
    world.settle().await;
    assert_eq!(state(&world, &job).await, "succeeded");
}

/// Registers somebody, empties the queue, and says whether the subscriber has made a chat of it.
async fn is_heard(world: &World, name: &str) -> bool {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": "correct horse"});
    let user = world.anon().post("/auth/register", body).await.is(201).at("/data/user/id");
    world.settle().await;
    world.admin().get(&format!("/users/{user}/chat")).await.status == 200
}

async fn a_signal_is_heard_by_all_or_by_nobody(world: World) {
    assert!(is_heard(&world, "erin").await);
    assert!(is_heard(&world.with_signals(Signals::Eager).await, "frank").await);
    assert!(!is_heard(&world.with_signals(Signals::Off).await, "grace").await);
}
