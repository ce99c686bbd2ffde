//! The emptying of the trash, one job for every feature; and of logins, which are over without having been trashed.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::World;

on_every_database![
    the_trash_is_emptied_after_its_retention,
    sessions_are_removed_after_the_same_time,
    housekeeping_that_finds_nothing_changes_nothing,
];

/// A message of alice's chat and Dave were trashed at 10:04, the former Bob a minute later, an event, a session and two
/// speakers after 11 o'clock; it is noon. What is in the event goes with it, and is not counted.
async fn the_trash_is_emptied_after_its_retention(world: World) {
    let removed = |[users, chat_messages, events, event_sessions, speakers]: [u64; 5]| {
        json!({
            "users": users,
            "chat_messages": chat_messages,
            "events": events,
            "event_sessions": event_sessions,
            "speakers": speakers,
        })
    };
    let purged = |retention: &'static str| {
        let world = world.clone();
        async move { world.with(&["--trash-retention", retention]).await.housekeep("purge_trash").await }
    };
    assert_eq!(purged("116m").await, removed([0, 0, 0, 0, 0]));
    assert_eq!(purged("115m").await, removed([1, 1, 0, 0, 0]));
    world.admin().get("/users/5?with_trashed=true").await.fails(404, 4041);
    world.admin().get("/chats/2/messages/3?with_trashed=true").await.fails(404, 4046);
    world.admin().get("/users/6?with_trashed=true").await.is(200);
    assert_eq!(purged("0s").await, removed([1, 0, 1, 1, 2]));
    world.admin().get("/events/3?with_trashed=true").await.fails(404, 4042);
    world.admin().get("/sessions/8?with_trashed=true").await.fails(404, 4043);
    world.admin().get("/sessions/6?with_trashed=true").await.fails(404, 4043);
    world.admin().get("/speakers/4?with_trashed=true").await.fails(404, 4044);
    world.alice().get("/sessions/3").await.is(200);
    world.admin().get("/users/6?with_trashed=true").await.fails(404, 4041);
    world.anon().get("/users/2").await.is(200);
    world.alice().get("/chats/2/messages/2").await.is(200);
}

/// Those of the baseline last for thirty days, and six people have one each.
async fn sessions_are_removed_after_the_same_time(world: World) {
    world.advance(TimeDelta::days(31));
    let strict = world.with(&["--trash-retention", "2d"]).await;
    assert_eq!(strict.housekeep("purge_sessions").await, json!({"sessions": 0}));
    world.advance(TimeDelta::days(2));
    assert_eq!(strict.housekeep("purge_sessions").await, json!({"sessions": 6}));
}

async fn housekeeping_that_finds_nothing_changes_nothing(world: World) {
    let nothing = world.housekeep("purge_trash").await;
    assert!(nothing.as_object().is_some_and(|kinds| kinds.values().all(|rows| *rows == 0)), "{nothing}");
    assert_eq!(world.housekeep("purge_sessions").await, json!({"sessions": 0}));
    world.alice().get("/auth/status").await.is(200);
    world.admin().get("/users/5?with_trashed=true").await.is(200);
}
