//! What must hold when many come at once.

use std::collections::BTreeMap;

use plenary::fixture;
use serde_json::json;
use tokio::task::JoinSet;

use crate::support::{Answer, World, outcomes};

on_every_database![
    of_fifty_who_register_one_name_one_gets_it,
    of_many_who_use_one_refresh_token_at_most_one_gets_tokens,
    two_administrators_cannot_remove_each_other,
    logins_do_not_outlive_a_new_password,
];

async fn of_fifty_who_register_one_name_one_gets_it(world: World) {
    let mut tries = JoinSet::new();
    for number in 0..50 {
        let anon = world.anon();
        let email =
            if number % 2 == 0 { "erin@example.org".to_owned() } else { format!("erin{number}@example.org") };
        let body = json!({"username": "erin", "email": email, "password": "erin-password"});
        tries.spawn(async move { anon.post("/auth/register", body).await });
    }
    assert_eq!(outcomes(&tries.join_all().await), BTreeMap::from([((201, 0), 1), ((409, 4004), 49)]));
    world.anon().post("/login", json!({"username": "erin", "password": "erin-password"})).await.is(200);
}

async fn of_many_who_use_one_refresh_token_at_most_one_gets_tokens(world: World) {
    let token = fixture::refresh_token(&world.app, "alice");
    let mut tries = JoinSet::new();
    for _ in 0..10 {
        let (anon, body) = (world.anon(), json!({"refresh_token": token}));
        tries.spawn(async move { anon.post("/auth/token/refresh", body).await });
    }
    let answers = tries.join_all().await;
    let counted = statuses(&answers);
    assert_eq!(counted, BTreeMap::from([(200, 1), (401, 9)]));
    let winner = answers.iter().find(|answer| answer.status == 200).expect("one").text("/data/token");
    world.holder(&winner).get("/auth/status").await.fails(401, 4132);
}

async fn two_administrators_cannot_remove_each_other(world: World) {
    for _ in 0..5 {
        world.admin().patch("/users/2", json!({"admin": true})).await.is(200);
        let (admin, alice) = (world.admin(), world.alice());
        let (first, second) = tokio::join!(
            admin.patch("/users/2", json!({"admin": false})),
            alice.patch("/users/1", json!({"admin": false}))
        );
        let counted = statuses(&[first, second]);
        assert_eq!(counted, BTreeMap::from([(200, 1), (403, 1)]));
        if world.admin().get("/users?with_trashed=true").await.status != 200 {
            world.alice().patch("/users/1", json!({"admin": true})).await.is(200);
        }
    }
}

async fn logins_do_not_outlive_a_new_password(world: World) {
    let mut tries = JoinSet::new();
    for _ in 0..10 {
        let anon = world.anon();
        let body = json!({"username": "alice", "password": "alice-password"});
        tries.spawn(async move { anon.post("/login", body).await });
    }
    let admin = world.admin();
    let change =
        tokio::spawn(async move { admin.patch("/users/2", json!({"password": "a new password"})).await });
    let answers = tries.join_all().await;
    change.await.expect("changed").is(200);
    for answer in answers.into_iter().filter(|answer| answer.status == 200) {
        world.holder(&answer.text("/data/token")).get("/auth/status").await.fails(401, 4132);
    }
}

fn statuses(answers: &[Answer]) -> BTreeMap<u16, usize> {
    answers.iter().fold(BTreeMap::new(), |mut counted, answer| {
        *counted.entry(answer.status.as_u16()).or_default() += 1;
        counted
    })
}
