//! A programme as a calendar (RFC 5545).
//!
//! All times are UTC, which every reader understands without a description of a time zone. The same programme is the
//! same calendar to the byte: a session's time stamp is that of its last change, which is what it means in a calendar
//! without a method (section 3.8.7.2). No e-mail address gets in: a calendar is for everybody.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event as Entry, EventLike, EventStatus, Property};
use sha2::{Digest, Sha256};

use super::model::{Event, Export, Programme, Session, SessionState, SpeakerName};
use crate::infra::hex;

/// Who makes the calendars.
const PRODUCT: &str = "-//Plenary//Plenary//EN";

/// The calendar of a programme.
pub(super) fn render(programme: &Programme, now: DateTime<Utc>) -> Export {
    let Programme { event, sessions } = programme;
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", &event.fields.name),
        ("X-WR-TIMEZONE", &event.fields.timezone),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.extend(sessions.iter().map(|(session, speakers)| of_session(event, session, speakers)));
    if sessions.is_empty() {
        // A calendar has an entry at least (section 3.6).
        calendar.push(of_event(event));
    }
    let content = calendar.to_string();
    let sha256 = hex(&Sha256::digest(content.as_bytes()));
    Export { event: event.id, revision: event.revision, content, sha256, made_at: now }
}

fn of_session(event: &Event, session: &Session, speakers: &[SpeakerName]) -> Entry {
    let mut entry = Entry::new();
    entry
        .uid(&session.uuid.to_string())
        .timestamp(session.updated_at)
        .last_modified(session.updated_at)
        .sequence(u32::try_from(session.version).unwrap_or(u32::MAX))
        .starts(session.fields.starts_at)
        .ends(session.fields.ends_at)
        .summary(&session.fields.title)
        .status(match session.state {
            SessionState::Confirmed => EventStatus::Confirmed,
            _ => EventStatus::Tentative,
        });
    if let Some(words) = description(session.fields.description.as_deref(), speakers) {
        entry.description(&words);
    }
    if let Some(place) = session.fields.location.as_ref().or(event.fields.location.as_ref()) {
        entry.location(place);
    }
    entry.done()
}

fn of_event(event: &Event) -> Entry {
    let mut entry = Entry::new();
    entry
        .uid(&event.uuid.to_string())
        .timestamp(event.updated_at)
        .last_modified(event.updated_at)
        .sequence(u32::try_from(event.version).unwrap_or(u32::MAX))
        .starts(event.fields.starts_at)
        .ends(event.fields.ends_at)
        .summary(&event.fields.name);
    if let Some(words) = description(event.fields.description.as_deref(), &[]) {
        entry.description(&words);
    }
    if let Some(place) = &event.fields.location {
        entry.location(place);
    }
    entry.done()
}

/// What it is about, and who speaks. Ends of lines are LF here, which the format writes as `\n`.
fn description(words: Option<&str>, speakers: &[SpeakerName]) -> Option<String> {
    let words = words.map(|words| words.replace("\r\n", "\n").replace('\r', "\n"));
    let names: Vec<&str> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let speakers = (!names.is_empty()).then(|| format!("Speakers: {}", names.join(", ")));
    let parts: Vec<String> = [words, speakers].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}
