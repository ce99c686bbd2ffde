//! Lists page by page, and by what people look for.

use serde_json::json;

use super::support::an_event;
use crate::support::{Actor, World};

on_every_database![
    pages_neither_skip_nor_repeat_while_events_are_made,
    filters_say_what_they_mean,
    text_means_what_was_typed,
];

async fn pages_neither_skip_nor_repeat_while_events_are_made(world: World) {
    for number in 0..5 {
        world.alice().post("/events", an_event(&format!("Number {number}"))).await.is(201);
    }
    let (mut seen, mut next) = (Vec::new(), "/events?limit=2&name=number".to_owned());
    loop {
        let page = world.anon().get(&next).await.is(200);
        seen.extend(names(&page));
        world.alice().post("/events", an_event("Number of a late one")).await.is(201);
        let Some(link) = page.header("link") else { break };
        next = link.trim_start_matches('<').split('>').next().expect("a target").to_owned();
    }
    assert_eq!(seen, ["Number 4", "Number 3", "Number 2", "Number 1", "Number 0"]);
}

fn names(answer: &crate::support::Answer) -> Vec<String> {
    let events = answer.at("/data/events");
    let names = events.as_array().into_iter().flatten().filter_map(|event| event["name"].as_str());
    names.map(str::to_owned).collect()
}

async fn found(actor: Actor, query: &str) -> Vec<String> {
    names(&actor.get(&format!("/events?{query}")).await.is(200))
}

/// The baseline's events are on at 08:00 of 12 June 2026 for 57 hours, until 17:00 of 14 June.
async fn filters_say_what_they_mean(world: World) {
    let public = ["Open Source Days"];
    for (query, expected) in [
        ("from=2026-06-14T16:59:59Z", &public[..]),
        ("from=2026-06-14T17:00:00Z", &[]),
        ("until=2026-06-12T08:00:00Z", &[]),
        ("until=2026-06-12T08:00:01Z", &public),
        ("from=2026-06-13T00:00:00%2B02:00&until=2026-06-13T01:00:00%2B02:00", &public),
        ("state=published", &public),
        ("state=draft", &[]),
        ("name=SOURCE", &public),
        ("name=fair&with_trashed=true", &[]),
    ] {
        assert_eq!(found(world.bob(), query).await, expected, "{query}");
    }
    assert_eq!(found(world.alice(), "state=draft").await, ["Winter Meeting"]);
    assert_eq!(found(world.alice(), "name=fair&with_trashed=true").await, ["Autumn Fair"]);
    assert_eq!(found(world.admin(), "with_trashed=true").await.len(), 3);
}

async fn text_means_what_was_typed(world: World) {
    for name in ["50% more", "a_b", "back\\slash", "ÄÖÜ"] {
        world.alice().post("/events", an_event(name)).await.is(201);
    }
    for (query, expected) in [
        ("name=%25", vec!["50% more"]),
        ("name=_", vec!["a_b"]),
        ("name=%5C", vec!["back\\slash"]),
        ("name=%C3%84", vec!["ÄÖÜ"]),
        // The case of other letters than a to z counts, on every database.
        ("name=%C3%A4", vec![]),
    ] {
        assert_eq!(found(world.anon(), query).await, expected, "{query}");
    }
    world
        .alice()
        .post("/events/1/speakers", json!({"name": "O'Neil", "email": "o@example.org"}))
        .await
        .is(201);
    let speakers = world.anon().get("/events/1/speakers?name=o%27n").await.is(200).at("/data/speakers");
    assert_eq!(speakers.as_array().map(Vec::len), Some(1));
}
