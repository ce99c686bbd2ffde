//! Many changes while workers are at it: few calendars, and the last one right.

use std::time::{Duration, Instant};

use serde_json::json;

use super::support::{count, execute, titles};
use crate::support::World;

on_every_database![
    a_thousand_changes_come_to_a_handful_of_calendars,
    a_change_while_the_calendar_is_made_is_not_lost,
];

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// Jobs that are still to be done; those of the baseline are for the year 3000.
const LEFT: &str = "SELECT count(*) AS count FROM jobs WHERE state IN ('queued', 'running') \
                    AND (kind = 'make_calendar' OR kind LIKE 'refresh_calendar%')";

/// How often a worker took up the making of a calendar.
const RUNS: &str =
    "SELECT CAST(COALESCE(SUM(attempts), 0) AS BIGINT) AS count FROM jobs WHERE kind = 'make_calendar'";

async fn until_done(world: &World) {
    let wait = async {
        while count(world, LEFT).await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("done within {PATIENCE:?}"));
}

async fn a_thousand_changes_come_to_a_handful_of_calendars(world: World) {
    const DELAY: u64 = 2;
    let busy = world.with(&["--export-delay", "2s", "--job-poll", "1s"]).await;
    let tasks = busy.app.background(true);
    let begun = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4 {
        let (alice, admin) = (busy.alice(), busy.admin());
        writers.spawn(async move {
            for number in 0..250 {
                let text = format!("Writer {writer}, change {number}");
                match writer {
                    0 => alice.patch("/events/1", json!({"name": text})).await.is(200),
                    1 => alice.patch("/speakers/1", json!({"name": text})).await.is(200),
                    2 => admin.patch("/sessions/2", json!({"title": text})).await.is(200),
                    _ => alice.patch("/sessions/1", json!({"title": text})).await.is(200),
                };
            }
        });
    }
    writers.join_all().await;
    let took = begun.elapsed();
    until_done(&busy).await;
    busy.app.stop();
    tasks.join_all().await;
    assert_eq!(titles(&world, 1).await, ["Writer 3, change 249", "Writer 2, change 249"]);
    let body = world.anon().get("/events/1/export/ical").await.is(200).body.replace("\r\n ", "");
    assert!(body.contains("X-WR-CALNAME:Writer 0\\, change 249\r\n"), "{body}");
    assert!(body.contains("Speakers: Writer 1\\, change 249"), "{body}");
    // One in each span of the delay, and one for what came in the last.
    let (runs, most) = (count(&world, RUNS).await, took.as_secs() / DELAY + 2);
    assert!(
        u64::try_from(runs).is_ok_and(|runs| (1..=most).contains(&runs)),
        "{runs} calendars, and at most {most} in {took:.1?}"
    );
}

/// The calendar takes long enough to be made that changes come in between, and nothing waits before it is made. The
/// other jobs of the worker hear of the changes while it runs, and are not allowed to ask for it again.
async fn a_change_while_the_calendar_is_made_is_not_lost(world: World) {
    execute(
        &world,
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1500) \
         INSERT INTO event_sessions (uuid, event_id, title, starts_at, ends_at, state, version, created_at, updated_at) \
         SELECT event_sessions.uuid, 1, 'Filler', starts_at, ends_at, 'accepted', 1, created_at, updated_at \
         FROM numbers JOIN event_sessions ON event_sessions.id = 2",
        Vec::new(),
    )
    .await;
    let busy = world.with(&["--job-concurrency", "4", "--job-poll", "1s"]).await;
    let tasks = busy.app.background(true);
    for round in 0..5 {
        busy.alice().patch("/sessions/1", json!({"title": format!("Round {round}, before")})).await.is(200);
        let running = "SELECT count(*) AS count FROM jobs WHERE kind = 'make_calendar' AND state = 'running'";
        while count(&world, running).await == 0 && count(&world, LEFT).await > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let last = format!("Round {round}, meanwhile");
        busy.alice().patch("/sessions/1", json!({"title": last})).await.is(200);
        until_done(&busy).await;
        assert_eq!(titles(&world, 1).await[0], last);
    }
    busy.app.stop();
    tasks.join_all().await;
}
