//! What becomes of what is deleted, and of what is in it.

use chrono::TimeDelta;
use serde_json::json;

use super::support::count;
use crate::support::World;

on_every_database![
    what_is_in_an_event_goes_and_comes_back_with_it_as_it_was,
    a_deleted_event_shows_what_is_in_it_to_its_organiser_only,
    nothing_comes_back_into_a_deleted_event,
    an_event_that_goes_for_good_takes_all_with_it,
    a_user_who_goes_for_good_leaves_the_events,
];

const LISTS: [&str; 4] = [
    "/events/1/sessions",
    "/events/1/speakers",
    "/events/1/sessions?with_trashed=true",
    "/events/1/speakers?with_trashed=true",
];

async fn what_is_in_an_event_goes_and_comes_back_with_it_as_it_was(world: World) {
    let mut before = Vec::new();
    for list in LISTS {
        before.push(world.alice().get(list).await.is(200).json());
    }
    let calendar = world.anon().get("/events/1/export/ical").await.is(200).body;
    world.advance(TimeDelta::hours(1));
    world.alice().delete("/events/1").await.is(200);
    world.settle().await;
    for (actor, name) in [(world.anon(), "anon"), (world.bob(), "bob"), (world.alice(), "alice")] {
        for list in &LISTS[..2] {
            actor.get(list).await.fails(404, 4042);
        }
        actor.get("/sessions/1").await.fails(404, 4043);
        actor.get("/speakers/1").await.fails(404, 4044);
        actor.get("/events/1/export/ical").await.fails(404, 4042);
        let listed = actor.get("/events").await.is(200).at("/data/events");
        assert!(!listed.to_string().contains("Open Source Days"), "{name}: {listed}");
    }
    world.alice().delete("/events/1").await.fails(404, 4042);
    world.alice().patch("/sessions/1", json!({"title": "x"})).await.fails(404, 4043);
    world.alice().delete("/speakers/1").await.fails(404, 4044);
    world.alice().send_put("/sessions/1/speakers/2").await.fails(404, 4043);
    world.bob().post("/events/1/sessions", super::support::a_session("x")).await.fails(404, 4042);
    world.alice().poke("/events/1/restore").await.is(200);
    world.settle().await;
    for (list, before) in LISTS.iter().zip(before) {
        assert_eq!(world.alice().get(list).await.is(200).json(), before, "{list}");
    }
    assert_eq!(world.anon().get("/events/1/export/ical").await.is(200).body, calendar);
}

async fn a_deleted_event_shows_what_is_in_it_to_its_organiser_only(world: World) {
    for (uri, subcode) in [
        ("/events/3/sessions?with_trashed=true", 4042),
        ("/sessions/8?with_trashed=true", 4043),
        ("/speakers/6?with_trashed=true", 4044),
    ] {
        world.alice().get(uri).await.is(200);
        world.admin().get(uri).await.is(200);
        // Session 8 is bob's own.
        world.bob().get(uri).await.fails(404, subcode);
        world.anon().get(uri).await.fails(404, subcode);
    }
    world.alice().get("/events/3/speakers?with_trashed=true").await.is(200);
    world.bob().get("/events/3/speakers?with_trashed=true").await.fails(403, 4134);
    world.bob().get("/events/2/speakers?with_trashed=true").await.fails(404, 4042);
}

async fn nothing_comes_back_into_a_deleted_event(world: World) {
    world.alice().delete("/events/1").await.is(200);
    for actor in [world.alice(), world.bob(), world.admin()] {
        actor.poke("/sessions/6/restore").await.fails(404, 4043);
        actor.poke("/speakers/4/restore").await.fails(404, 4044);
    }
    world.alice().poke("/events/1/restore").await.is(200);
    let back = world.bob().poke("/sessions/6/restore").await.is(200);
    assert_eq!(back.text("/message"), "Session restored from Trash");
    world.alice().poke("/speakers/4/restore").await.is(200);
}

async fn an_event_that_goes_for_good_takes_all_with_it(world: World) {
    for event in [1, 3] {
        world.admin().delete(&format!("/events/{event}?permanent=true")).await.is(200);
        world.settle().await;
        world.admin().get(&format!("/events/{event}?with_trashed=true")).await.fails(404, 4042);
        for (table, key) in
            [("event_sessions", "event_id"), ("speakers", "event_id"), ("event_exports", "event_id")]
        {
            let left = format!("SELECT count(*) AS count FROM {table} WHERE {key} = {event}");
            assert_eq!(count(&world, &left).await, 0, "{left}");
        }
    }
    assert_eq!(count(&world, "SELECT count(*) AS count FROM session_speakers").await, 1);
    world.alice().get("/events/2").await.is(200);
}

async fn a_user_who_goes_for_good_leaves_the_events(world: World) {
    world.admin().delete("/users/2?permanent=true").await.is(200);
    let event = world.anon().get("/events/1").await.is(200).at("/data/event");
    assert_eq!(event["owner_id"], json!(null));
    world.admin().patch("/events/1", json!({"name": "Looked After"})).await.is(200);
    world.settle().await;
    world.bob().patch("/events/1", json!({"name": "Mine"})).await.fails(403, 4134);
}
