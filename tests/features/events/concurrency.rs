//! What must hold when many come at once.

use std::collections::BTreeMap;

use serde_json::json;
use tokio::task::JoinSet;

use super::support::statuses;
use crate::support::World;

on_every_database![
    of_twenty_changes_for_one_version_one_is_made,
    of_fifty_who_name_one_address_one_does,
    two_restores_cannot_bring_one_address_back_twice,
    what_is_added_to_an_event_that_goes_for_good_is_there_or_refused,
];

async fn of_twenty_changes_for_one_version_one_is_made(world: World) {
    for (kind, field) in [("events", "name"), ("sessions", "title"), ("speakers", "name")] {
        let uri = format!("/{kind}/1");
        let mut tries = JoinSet::new();
        for number in 0..20 {
            let (alice, uri) = (world.alice().with("if-match", "\"1\""), uri.clone());
            let body = json!({field: format!("Number {number}")});
            tries.spawn(async move { alice.patch(&uri, body).await });
        }
        let answers = tries.join_all().await;
        assert_eq!(statuses(&answers), BTreeMap::from([(200, 1), (412, 19)]), "{kind}");
        let winner = answers.iter().find(|answer| answer.status == 200).expect("one");
        let pointer = format!("/data/{}", kind.trim_end_matches('s'));
        assert_eq!(world.alice().get(&uri).await.is(200).at(&pointer), winner.at(&pointer));
    }
}

async fn of_fifty_who_name_one_address_one_does(world: World) {
    let mut tries = JoinSet::new();
    for number in 0..50 {
        let alice = world.alice();
        let email = if number % 2 == 0 { "new@example.org" } else { "NEW@example.org" };
        let body = json!({"name": format!("Number {number}"), "email": email});
        tries.spawn(async move { alice.post("/events/1/speakers", body).await });
    }
    let answers = tries.join_all().await;
    assert_eq!(statuses(&answers), BTreeMap::from([(201, 1), (409, 49)]));
    assert!(answers.iter().filter(|answer| answer.status == 409).all(|answer| answer.at("/subcode") == 4093));
}

async fn two_restores_cannot_bring_one_address_back_twice(world: World) {
    let grace = json!({"name": "Alan M. Turing", "email": "ALAN@example.org"});
    let second = world.alice().post("/events/1/speakers", grace).await.is(201).at("/data/speaker/id");
    world.alice().delete(&format!("/speakers/{second}")).await.is(200);
    let (alice, admin) = (world.alice(), world.admin());
    let other = format!("/speakers/{second}/restore");
    let (first, second) = tokio::join!(alice.poke("/speakers/4/restore"), admin.poke(&other));
    assert_eq!(statuses(&[first, second]), BTreeMap::from([(200, 1), (409, 1)]));
}

async fn what_is_added_to_an_event_that_goes_for_good_is_there_or_refused(world: World) {
    let mut tries = JoinSet::new();
    for number in 0..12 {
        let alice = world.alice();
        let body = json!({"name": "Somebody", "email": format!("number{number}@example.org")});
        tries.spawn(async move { alice.post("/events/1/speakers", body).await });
    }
    world.admin().delete("/events/1?permanent=true").await.is(200);
    let counted = statuses(&tries.join_all().await);
    assert_eq!(counted.values().sum::<usize>(), 12);
    assert!(counted.keys().all(|status| [201, 404].contains(status)), "{counted:?}");
}
