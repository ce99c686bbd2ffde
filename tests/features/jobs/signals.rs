//! Signals: nobody, everybody later, or everybody before the answer.

use plenary::infra::Signals;
use serde_json::json;

use crate::support::World;

on_every_database![
    jobs_are_done_before_an_answer_leaves_when_a_test_wants_it,
    jobs_wait_for_a_worker_otherwise,
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
