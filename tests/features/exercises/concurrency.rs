//! What must hold when many come at once.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Actor, Answer, World, outcomes};

on_every_database![
    of_fifty_who_add_one_score_one_does,
    fifty_upserts_make_one_score,
    additions_and_upserts_make_one_score_together,
];

async fn fifty_times<F>(actor: &Actor, ask: impl Fn(Actor, usize) -> F) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let mut tries = JoinSet::new();
    for number in 0..50 {
        tries.spawn(ask(actor.clone(), number));
    }
    tries.join_all().await
}

fn body(number: usize) -> Value {
    json!({"exercise_id": 2, "correct": number.is_multiple_of(2)})
}

/// The caller's scores of the exercise.
async fn scores(actor: &Actor) -> Vec<Value> {
    let listed = actor.get("/scores/user?exercise_id=2").await.is(200).at("/data/scores");
    listed.as_array().expect("a list").clone()
}

async fn of_fifty_who_add_one_score_one_does(world: World) {
    let bob = world.bob();
    let answers =
        fifty_times(&bob, |bob, number| async move { bob.post("/scores", body(number)).await }).await;
    assert_eq!(outcomes(&answers), BTreeMap::from([((201, 0), 1), ((409, 4092), 49)]));
    let winner = answers.iter().find(|answer| answer.status == 201).expect("one").at("/data/score");
    assert_eq!(scores(&bob).await, [winner]);
}

async fn fifty_upserts_make_one_score(world: World) {
    let bob = world.bob();
    let answers =
        fifty_times(&bob, |bob, number| async move { bob.patch("/scores", body(number)).await }).await;
    assert_eq!(outcomes(&answers), BTreeMap::from([((201, 0), 1), ((200, 0), 49)]));
    let own = scores(&bob).await;
    assert_eq!(own.len(), 1, "{own:?}");
    for answer in &answers {
        assert_eq!(answer.at("/data/score/id"), own[0]["id"]);
    }
}

async fn additions_and_upserts_make_one_score_together(world: World) {
    let bob = world.bob();
    let ask = |bob: Actor, number: usize| async move {
        if number.is_multiple_of(2) {
            bob.post("/scores", body(number)).await
        } else {
            bob.patch("/scores", body(number)).await
        }
    };
    let counted = outcomes(&fifty_times(&bob, ask).await);
    assert_eq!(counted.get(&(201, 0)), Some(&1), "{counted:?}");
    assert_eq!(counted.values().sum::<usize>(), 50);
    assert!(counted.keys().all(|key| [(200, 0), (201, 0), (409, 4092)].contains(key)), "{counted:?}");
    assert_eq!(scores(&bob).await.len(), 1);
}
