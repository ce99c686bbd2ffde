//! The calendar: what stands in it, and how it is asked for.

use calcard::icalendar::ICalendarProperty;
use plenary::infra::Signals;
use serde_json::json;

use super::support::{a_session, an_event, calendar, entries, execute, property, titles};
use crate::support::World;

on_every_database![
    it_holds_what_is_accepted_and_confirmed_in_its_order,
    names_of_others_cannot_break_it,
    an_entry_keeps_its_name_for_ever,
    a_copy_is_good_until_something_changes,
    the_first_one_is_told_to_the_organiser_and_no_other,
    an_event_without_sessions_is_an_entry_itself,
    without_signals_it_is_made_when_it_is_asked_for,
    eager_signals_make_it_before_the_answer,
    a_change_of_anything_in_it_is_followed,
];

const URI: &str = "/events/1/export/ical";

async fn it_holds_what_is_accepted_and_confirmed_in_its_order(world: World) {
    let calendar = calendar(&world, 1).await;
    let entries = entries(&calendar);
    let of = |name: ICalendarProperty| -> Vec<Option<String>> {
        entries.iter().map(|entry| property(entry, &name)).collect()
    };
    let text = |texts: [&str; 2]| texts.map(|text| Some(text.to_owned()));
    assert_eq!(of(ICalendarProperty::Summary), text(["Welcome", "Documents That Cannot Lie"]));
    let words =
        "How an API can prove its documentation,\nline by line.\n\nSpeakers: Ada Lovelace, Grace Hopper";
    assert_eq!(of(ICalendarProperty::Description), text(["Speakers: Ada Lovelace", words]));
    let body = world.anon().get(URI).await.is(200).body;
    for line in [
        "VERSION:2.0",
        "X-WR-CALNAME:Open Source Days",
        "X-WR-TIMEZONE:Europe/Berlin",
        "DTSTART:20260612T090000Z",
        "DTEND:20260612T100000Z",
        "STATUS:CONFIRMED",
        "STATUS:TENTATIVE",
    ] {
        assert!(body.contains(&format!("{line}\r\n")), "{line}: {body}");
    }
    assert!(!body.contains('@'), "{body}");
}

async fn names_of_others_cannot_break_it(world: World) {
    let title = "a;b,c\\n:\"d\" END:VEVENT \\, ".to_owned() + &"äöü🎉 ".repeat(30);
    let words = format!("BEGIN:VEVENT\r\nSUMMARY:no\n;,\\\\\t{}\rend", "ß words ".repeat(200));
    let body = json!({"title": title, "description": words, "location": "Room; \"1\", 2nd\\floor"});
    world.alice().patch("/sessions/1", body).await.is(200);
    let name = "A, B; C\\ \"D\" \u{1F389}";
    world.alice().patch("/events/1", json!({"name": name})).await.is(200);
    world.alice().patch("/speakers/1", json!({"name": "X\\,;Y: Z"})).await.is(200);
    world.settle().await;
    let calendar = calendar(&world, 1).await;
    let entries = entries(&calendar);
    assert_eq!(entries.len(), 2);
    let of = |name: ICalendarProperty| property(entries[0], &name).unwrap_or_default();
    assert_eq!(of(ICalendarProperty::Summary), title);
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    assert_eq!(of(ICalendarProperty::Description), format!("{words}\n\nSpeakers: X\\,;Y: Z"));
    assert_eq!(of(ICalendarProperty::Location), "Room; \"1\", 2nd\\floor");
    for bad in ["two\nlines", "a\u{7}bell", "\u{2028}"] {
        world.alice().patch("/sessions/1", json!({"title": bad})).await.fails(400, 4020);
    }
}

async fn an_entry_keeps_its_name_for_ever(world: World) {
    let uids = async || {
        let calendar = calendar(&world, 1).await;
        let uids =
            entries(&calendar).into_iter().filter_map(|entry| property(entry, &ICalendarProperty::Uid));
        uids.collect::<Vec<_>>()
    };
    let before = uids().await;
    assert_eq!(before.len(), 2);
    world
        .alice()
        .patch("/sessions/1", json!({"title": "Another", "starts_at": "2026-06-12T08:00:00Z"}))
        .await
        .is(200);
    world.alice().delete("/events/1").await.is(200);
    world.alice().poke("/events/1/restore").await.is(200);
    world.settle().await;
    assert_eq!(uids().await, before);
}

async fn a_copy_is_good_until_something_changes(world: World) {
    let first = world.anon().get(URI).await.is(200);
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = world.anon().with("if-none-match", &tag);
    assert_eq!(again.get(URI).await.is(304).body, "");
    // The draft of a session changes nothing that stands there.
    world.bob().patch("/sessions/4", json!({"title": "Still a Draft"})).await.is(200);
    world.settle().await;
    again.get(URI).await.is(304);
    world.alice().patch("/sessions/3", json!({"state": "accepted"})).await.is(200);
    world.settle().await;
    let second = again.get(URI).await.is(200);
    assert_ne!(second.header("etag"), Some(tag.as_str()));
    assert_eq!(second.header("cache-control"), Some("no-cache"));
    let draft = world.alice();
    draft.get("/events/2/export/ical").await.is(202);
    world.settle().await;
    assert_eq!(
        draft.get("/events/2/export/ical").await.is(200).header("cache-control"),
        Some("private, no-cache")
    );
}

async fn the_first_one_is_told_to_the_organiser_and_no_other(world: World) {
    let told = async || {
        let all = world.bob().get("/notifications").await.is(200).at("/data/notifications");
        let told = all.as_array().cloned().unwrap_or_default();
        told.into_iter().filter(|told| told["code"] == 10097).collect::<Vec<_>>()
    };
    let event = world.bob().post("/events", an_event("Evening")).await.is(201).at("/data/event/id");
    let uri = format!("/events/{event}/export/ical");
    let later = world.anon().get(&uri).await.is(202);
    assert!(later.header("retry-after").is_some_and(|wait| wait.parse::<u64>().is_ok_and(|wait| wait > 0)));
    world.settle().await;
    world.anon().get(&uri).await.is(200);
    let first = told().await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0]["data"]["event_id"], event);
    assert_eq!(first[0]["message"], "The calendar of Evening is ready.");
    world.bob().patch(&format!("/events/{event}"), json!({"name": "Night"})).await.is(200);
    world.settle().await;
    assert_eq!(told().await.len(), 1);
}

async fn an_event_without_sessions_is_an_entry_itself(world: World) {
    let event = world.alice().post("/events", an_event("Evening")).await.is(201).at("/data/event/id");
    let event = event.as_i64().expect("a number");
    world.settle().await;
    assert_eq!(titles(&world, event).await, ["Evening"]);
    let session = world.alice().post(&format!("/events/{event}/sessions"), a_session("Talk")).await.is(201);
    world
        .alice()
        .patch(&format!("/sessions/{}", session.at("/data/session/id")), json!({"state": "accepted"}))
        .await
        .is(200);
    world.settle().await;
    assert_eq!(titles(&world, event).await, ["Talk"]);
}

async fn without_signals_it_is_made_when_it_is_asked_for(world: World) {
    let deaf = world.with_signals(Signals::Off).await;
    deaf.alice().patch("/sessions/1", json!({"title": "Nobody Hears"})).await.is(200);
    deaf.settle().await;
    assert_eq!(titles(&deaf, 1).await[0], "Welcome");
    execute(&deaf, "DELETE FROM event_exports", Vec::new()).await;
    deaf.anon().get(URI).await.is(202);
    deaf.anon().get(URI).await.is(202);
    deaf.settle().await;
    assert_eq!(titles(&deaf, 1).await[0], "Nobody Hears");
}

async fn eager_signals_make_it_before_the_answer(world: World) {
    let eager = world.with_signals(Signals::Eager).await;
    eager.alice().patch("/sessions/1", json!({"title": "At Once"})).await.is(200);
    assert_eq!(titles(&eager, 1).await[0], "At Once");
}

async fn a_change_of_anything_in_it_is_followed(world: World) {
    let world = world.with_signals(Signals::Eager).await;
    let alice = world.alice();
    let speakers =
        async || world.anon().get(URI).await.is(200).body.replace("\r\n ", "").contains("Ada Lovelace");
    assert!(speakers().await);
    alice.delete("/sessions/1/speakers/1").await.is(200);
    alice.delete("/sessions/2/speakers/1").await.is(200);
    assert!(!speakers().await);
    alice.send_put("/sessions/1/speakers/1").await.is(200);
    assert!(speakers().await);
    alice.delete("/speakers/1").await.is(200);
    assert!(!speakers().await);
    alice.poke("/speakers/1/restore").await.is(200);
    assert!(speakers().await);
    alice.delete("/sessions/1").await.is(200);
    assert!(!speakers().await);
    alice.poke("/sessions/1/restore").await.is(200);
    assert!(speakers().await);
    alice.patch("/sessions/1", json!({"state": "canceled"})).await.is(200);
    assert_eq!(titles(&world, 1).await, ["Documents That Cannot Lie"]);
    world.admin().delete("/speakers/1?permanent=true").await.is(200);
    world.bob().patch("/sessions/2", json!({"state": "confirmed"})).await.is(200);
    assert_eq!(titles(&world, 1).await, ["Documents That Cannot Lie"]);
}
