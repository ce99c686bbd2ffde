//! What the tests of events share.

use std::collections::BTreeMap;

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use sea_orm::{ConnectionTrait, Statement, Value as DbValue};
use serde_json::{Value, json};

use crate::support::{Answer, World};

/// How often each status came.
pub(super) fn statuses(answers: &[Answer]) -> BTreeMap<u16, usize> {
    answers.iter().fold(BTreeMap::new(), |mut counted, answer| {
        *counted.entry(answer.status.as_u16()).or_default() += 1;
        counted
    })
}

/// An event that everybody sees, of alice.
pub(super) fn an_event(name: &str) -> Value {
    json!({
        "name": name,
        "starts_at": "2026-09-01T18:00:00Z",
        "ends_at": "2026-09-01T22:00:00Z",
        "timezone": "Europe/Berlin",
        "state": "published",
    })
}

/// A session to be proposed.
pub(super) fn a_session(title: &str) -> Value {
    json!({
        "title": title,
        "starts_at": "2026-09-01T18:00:00Z",
        "ends_at": "2026-09-01T19:00:00Z",
        "state": "pending",
    })
}

/// One number from the database.
pub(super) async fn count(world: &World, sql: &str) -> i64 {
    let statement = Statement::from_string(world.db().get_database_backend(), sql);
    let row = world.db().query_one_raw(statement).await.expect(sql).expect("a row");
    row.try_get("", "count").expect("a number")
}

/// Does something to the database that no request does.
pub(super) async fn execute(world: &World, sql: &str, values: Vec<DbValue>) {
    let statement = Statement::from_sql_and_values(world.db().get_database_backend(), sql, values);
    world.db().execute_raw(statement).await.expect(sql);
}

/// An event's calendar as everybody gets it, judged line by line and read by a parser that has not written it.
pub(super) async fn calendar(world: &World, event: i64) -> ICalendar {
    let answer = world.anon().get(&format!("/events/{event}/export/ical")).await.is(200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    let text = &answer.body;
    assert!(text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends in CRLF: {text:?}");
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count(), "no CR stands alone: {text:?}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "a line of {} bytes: {line}", line.len());
        assert!(!line.chars().any(|sign| sign.is_control() && sign != '\t'), "{line:?}");
    }
    ICalendar::parse(text).unwrap_or_else(|entry| panic!("{entry:?}: {text}"))
}

/// The entries of a calendar.
pub(super) fn entries(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    let is_entry =
        |component: &&ICalendarComponent| component.component_type == ICalendarComponentType::VEvent;
    calendar.components.iter().filter(is_entry).collect()
}

/// The text of a property.
pub(super) fn property(component: &ICalendarComponent, name: &ICalendarProperty) -> Option<String> {
    let entry = component.entries.iter().find(|entry| entry.name == *name)?;
    entry.values.first()?.as_text().map(str::to_owned)
}

/// The titles in an event's calendar, in its order.
pub(super) async fn titles(world: &World, event: i64) -> Vec<String> {
    let calendar = calendar(world, event).await;
    entries(&calendar).iter().filter_map(|entry| property(entry, &ICalendarProperty::Summary)).collect()
}
