//! Who sees what, where one request does not say it all.

use serde_json::{Value, json};

use super::support::{a_session, an_event};
use crate::support::World;

on_every_database![
    a_draft_and_all_in_it_is_a_secret_until_it_is_published,
    addresses_are_for_the_organiser,
    who_proposed_a_session_changes_it_until_it_is_decided_on,
    an_undecided_session_is_seen_by_those_it_concerns,
];

async fn a_draft_and_all_in_it_is_a_secret_until_it_is_published(world: World) {
    let secrets = [
        "/events/2",
        "/events/2/sessions",
        "/events/2/speakers",
        "/events/2/export/ical",
        "/sessions/7",
        "/speakers/5",
    ];
    for uri in secrets {
        world.bob().get(uri).await.is(404);
        world.anon().get(uri).await.is(404);
        assert!([200, 202].contains(&world.alice().get(uri).await.status.as_u16()), "{uri}");
    }
    world.bob().post("/events/2/sessions", a_session("x")).await.fails(404, 4042);
    world.bob().patch("/events/2", json!({"name": "x"})).await.fails(404, 4042);
    world.bob().delete("/events/2").await.fails(404, 4042);
    world.alice().patch("/events/2", json!({"state": "published"})).await.is(200);
    world.settle().await;
    for uri in secrets {
        world.anon().get(uri).await.is(200);
    }
    world.alice().patch("/events/2", json!({"state": "draft"})).await.is(200);
    world.settle().await;
    for uri in secrets {
        world.anon().get(uri).await.is(404);
    }
}

async fn addresses_are_for_the_organiser(world: World) {
    let shown = |answer: &str| answer.contains("example.org");
    for uri in ["/events/1/speakers", "/speakers/1"] {
        for (actor, sees) in
            [(world.anon(), false), (world.bob(), false), (world.alice(), true), (world.admin(), true)]
        {
            let answer = actor.get(uri).await.is(200);
            assert_eq!(shown(&answer.body), sees, "{answer}");
        }
    }
    for uri in ["/events/1/sessions", "/events/1/export/ical", "/sessions/1"] {
        assert!(!shown(&world.anon().get(uri).await.is(200).body), "{uri}");
    }
}

async fn who_proposed_a_session_changes_it_until_it_is_decided_on(world: World) {
    let bob = world.bob();
    let id = bob.post("/events/1/sessions", a_session("Mine")).await.is(201).at("/data/session/id");
    let uri = format!("/sessions/{id}");
    bob.patch(&uri, json!({"title": "Mine, better"})).await.is(200);
    bob.send_put(&format!("{uri}/speakers/1")).await.is(200);
    world.alice().patch(&uri, json!({"state": "accepted"})).await.is(200);
    bob.patch(&uri, json!({"title": "Something Else"})).await.fails(403, 4134);
    bob.patch(&uri, json!({"title": "Something Else", "state": "confirmed"})).await.fails(403, 4134);
    bob.delete(&format!("{uri}/speakers/1")).await.fails(403, 4134);
    // To say again what is there is no change.
    bob.patch(&uri, json!({"title": "Mine, better", "state": "confirmed"})).await.is(200);
    world.alice().patch(&uri, json!({"title": "Theirs"})).await.is(200);
    bob.delete(&uri).await.is(200);
    bob.poke(&format!("{uri}/restore")).await.is(200);
    bob.patch(&uri, json!({"state": "withdrawn"})).await.is(200);
    bob.patch(&uri, json!({"state": "draft"})).await.is(200);
    bob.patch(&uri, json!({"title": "Mine again"})).await.is(200);
}

async fn an_undecided_session_is_seen_by_those_it_concerns(world: World) {
    let event = world.alice().post("/events", an_event("Evening")).await.is(201).at("/data/event/id");
    let uri = format!("/events/{event}/sessions");
    world.bob().post(&uri, a_session("Of bob")).await.is(201);
    world.admin().post(&uri, a_session("Of the administrator")).await.is(201);
    let titles = |answer: crate::support::Answer| {
        let sessions = answer.at("/data/sessions");
        let titles = sessions.as_array().into_iter().flatten().map(|session| session["title"].clone());
        Value::Array(titles.collect())
    };
    assert_eq!(titles(world.anon().get(&uri).await.is(200)), json!([]));
    assert_eq!(titles(world.bob().get(&uri).await.is(200)), json!(["Of bob"]));
    let all = json!(["Of the administrator", "Of bob"]);
    assert_eq!(titles(world.alice().get(&uri).await.is(200)), all);
    assert_eq!(titles(world.admin().get(&uri).await.is(200)), all);
}
