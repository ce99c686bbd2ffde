//! Changes that are made for one version.

use serde_json::json;

use crate::support::World;

on_every_database![
    a_change_for_a_version_that_is_gone_is_refused,
    every_change_makes_a_version_and_nothing_makes_none,
    who_speaks_in_a_session_is_part_of_its_version,
    an_if_match_is_judged_after_who_may_and_before_what_is_said,
];

const THINGS: [(&str, &str); 3] = [("events", "name"), ("sessions", "title"), ("speakers", "name")];

async fn a_change_for_a_version_that_is_gone_is_refused(world: World) {
    for (kind, field) in THINGS {
        let uri = format!("/{kind}/1");
        let read = world.alice().get(&uri).await.is(200);
        let tag = read.header("etag").expect("a tag").to_owned();
        let alice = world.alice().with("if-match", &tag);
        let first = alice.patch(&uri, json!({field: "First"})).await.is(200);
        assert_ne!(first.header("etag"), Some(tag.as_str()), "{first}");
        alice.patch(&uri, json!({field: "Second"})).await.fails(412, 4120);
        alice.delete(&uri).await.fails(412, 4120);
        let now = world.alice().get(&uri).await.is(200);
        let thing = kind.trim_end_matches('s');
        assert_eq!(now.text(&format!("/data/{thing}/{field}")), "First");
        assert_eq!(now.header("etag"), first.header("etag"));
        let either =
            world.alice().with("if-match", &format!("{tag}, {}", now.header("etag").expect("a tag")));
        either.patch(&uri, json!({field: "Third"})).await.is(200);
        world.alice().with("if-match", "*").delete(&uri).await.is(200);
        // Children of the event are needed for the next kinds.
        world.alice().poke(&format!("{uri}/restore")).await.is(200);
    }
}

async fn every_change_makes_a_version_and_nothing_makes_none(world: World) {
    for (kind, field) in THINGS {
        let uri = format!("/{kind}/1");
        let thing = kind.trim_end_matches('s');
        let version = format!("/data/{thing}/version");
        let alice = world.alice();
        let before = alice.get(&uri).await.is(200);
        let same = json!({field: before.at(&format!("/data/{thing}/{field}"))});
        assert_eq!(alice.patch(&uri, same).await.is(200).at(&version), 1);
        assert_eq!(alice.patch(&uri, json!({field: "Another"})).await.is(200).at(&version), 2);
        alice.delete(&uri).await.is(200);
        let back = alice.poke(&format!("{uri}/restore")).await.is(200);
        assert_eq!((back.at(&version), back.header("etag")), (json!(4), Some("\"4\"")));
    }
}

async fn who_speaks_in_a_session_is_part_of_its_version(world: World) {
    let alice = world.alice();
    let version = async || world.alice().get("/sessions/2").await.is(200).at("/data/session/version");
    assert_eq!(version().await, 1);
    let in_it = alice.get("/sessions/2").await.at("/data/session/speaker_ids");
    assert_eq!(in_it, json!([1, 2]));
    alice.delete("/sessions/2/speakers/1").await.is(200);
    alice.delete("/sessions/2/speakers/1").await.is(200);
    assert_eq!(version().await, 2);
    alice.send_put("/sessions/2/speakers/1").await.is(200);
    alice.send_put("/sessions/2/speakers/1").await.is(200);
    assert_eq!(version().await, 3);
    alice.delete("/speakers/1").await.is(200);
    assert_eq!(alice.get("/sessions/2").await.at("/data/session/speaker_ids"), json!([2]));
    assert_eq!(version().await, 4);
    alice.poke("/speakers/1/restore").await.is(200);
    assert_eq!(alice.get("/sessions/2").await.at("/data/session/speaker_ids"), json!([1, 2]));
    assert_eq!(version().await, 5);
}

async fn an_if_match_is_judged_after_who_may_and_before_what_is_said(world: World) {
    let stale = |actor: crate::support::Actor| actor.with("if-match", "\"9\"");
    stale(world.bob()).patch("/events/1", json!({"name": "x"})).await.fails(403, 4134);
    stale(world.bob()).patch("/events/2", json!({"name": "x"})).await.fails(404, 4042);
    stale(world.alice()).patch("/events/1", json!({"timezone": "Nowhere"})).await.fails(412, 4120);
    stale(world.admin()).patch("/sessions/4", json!({"state": "accepted"})).await.fails(412, 4120);
}
