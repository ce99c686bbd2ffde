//! The events of the baseline fixture: one that everybody sees, with sessions in several states and a calendar, one
//! draft, one in the trash.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::calendar::render;
use super::calendar_job::programme;
use super::model::{EventFields, EventState, SessionFields, SessionState, SpeakerFields};
use super::store::speaker::StoreError;
use super::store::{event, export, find, link, session, speaker};
use crate::api::{EventId, EventSessionId, SpeakerId, UserId};

/// 2026-06-12 at 8 o'clock UTC.
const OPENING: i64 = 1_781_251_200;

struct Talk {
    event: i64,
    submitter: UserId,
    title: &'static str,
    description: Option<&'static str>,
    hour: i64,
    state: SessionState,
    trashed: bool,
    speakers: &'static [i64],
}

/// Inserts them at `then` and the minutes after it: the events are alice's, most sessions bob has proposed.
pub async fn insert(
    db: &impl ConnectionTrait,
    alice: UserId,
    bob: UserId,
    then: DateTime<Utc>,
) -> Result<(), DbErr> {
    events(db, alice, then).await?;
    speakers(db, then).await?;
    talks(db, alice, bob, then).await?;
    if let Some(read) = programme(db, find(db, EventId(1)).await?).await? {
        export::put(db, render(&read, then + TimeDelta::minutes(1))).await?;
    }
    Ok(())
}

async fn events(db: &impl ConnectionTrait, alice: UserId, then: DateTime<Utc>) -> Result<(), DbErr> {
    let described = [
        ("Open Source Days", Some("Three days of talks; and of people."), EventState::Published, false),
        ("Winter Meeting", None, EventState::Draft, false),
        ("Autumn Fair", None, EventState::Published, true),
    ];
    for ((name, description, state, trashed), number) in described.into_iter().zip(0_u64..) {
        let now = then + TimeDelta::minutes(i64::try_from(number).unwrap_or_default());
        let fields = EventFields {
            name: name.to_owned(),
            description: description.map(str::to_owned),
            location: Some("Town Hall, Berlin".to_owned()),
            starts_at: at(0),
            ends_at: at(57),
            timezone: "Europe/Berlin".to_owned(),
            state,
        };
        let row = event::Row {
            uuid: constant(0xe000, number + 1),
            owner: alice,
            fields,
            now,
            deleted_at: trashed.then(|| now + TimeDelta::hours(1)),
        };
        event::insert(db, row).await?;
    }
    Ok(())
}

async fn speakers(db: &impl ConnectionTrait, then: DateTime<Utc>) -> Result<(), DbErr> {
    let named = [
        (1, "Ada Lovelace", "ada@example.org", false),
        (1, "Grace Hopper", "grace@example.org", false),
        // The address belongs to the one before by now, so this one cannot come back.
        (1, "Grace Murray", "Grace@example.org", true),
        (1, "Alan Turing", "alan@example.org", true),
        (2, "Barbara Liskov", "barbara@example.org", false),
        (3, "Edsger Dijkstra", "edsger@example.org", false),
    ];
    for ((event, name, email, trashed), minute) in named.into_iter().zip(10..) {
        let now = then + TimeDelta::minutes(minute);
        let row = speaker::Row {
            event: EventId(event),
            fields: SpeakerFields { name: name.to_owned(), email: email.to_owned() },
            now,
            deleted_at: trashed.then(|| now + TimeDelta::hours(1)),
        };
        speaker::insert(db, row).await.map_err(|error| match error {
            StoreError::Database(error) => error,
            StoreError::Taken => DbErr::Custom(error.to_string()),
        })?;
    }
    Ok(())
}

async fn talks(
    db: &impl ConnectionTrait,
    alice: UserId,
    bob: UserId,
    then: DateTime<Utc>,
) -> Result<(), DbErr> {
    use SessionState::{Accepted, Confirmed, Draft, Pending, Rejected};
    let talk = |title, hour, state| Talk {
        event: 1,
        submitter: bob,
        title,
        description: None,
        hour,
        state,
        trashed: false,
        speakers: &[],
    };
    let talks = [
        Talk { submitter: alice, speakers: &[1], ..talk("Welcome", 1, Confirmed) },
        Talk {
            description: Some("How an API can prove its documentation,\nline by line."),
            speakers: &[1, 2],
            ..talk("Documents That Cannot Lie", 2, Accepted)
        },
        talk("Queues as Tables", 3, Pending),
        talk("Lightning Talks", 4, Draft),
        talk("My New Framework", 5, Rejected),
        Talk { trashed: true, ..talk("A Talk That Was Given Already", 6, Accepted) },
        Talk { event: 2, submitter: alice, speakers: &[5], ..talk("Fireside", 7, Confirmed) },
        Talk { event: 3, speakers: &[6], ..talk("Apples", 8, Confirmed) },
    ];
    for (talk, number) in talks.into_iter().zip(1_u64..) {
        let Talk { event, submitter, title, description, hour, state, trashed, speakers } = talk;
        let now = then + TimeDelta::minutes(20 + i64::try_from(number).unwrap_or_default());
        let fields = SessionFields {
            title: title.to_owned(),
            description: description.map(str::to_owned),
            location: Some("Room 1".to_owned()),
            starts_at: at(hour),
            ends_at: at(hour + 1),
        };
        let row = session::Row {
            uuid: constant(0xc000, number),
            event: EventId(event),
            submitter,
            fields,
            state,
            now,
            deleted_at: trashed.then(|| now + TimeDelta::hours(1)),
        };
        let EventSessionId(id) = session::insert(db, row).await?.id;
        for speaker in speakers {
            link::insert(db, EventSessionId(id), SpeakerId(*speaker)).await?;
        }
    }
    Ok(())
}

/// So many hours after the opening.
fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(OPENING, 0).unwrap_or_default() + TimeDelta::hours(hours)
}

fn constant(variant: u64, number: u64) -> Uuid {
    Uuid::from_u64_pair(0x7000, (variant << 48) | number)
}
