//! The order of events of one trial.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::client::{Client, Person};
use crate::database::{Kind, Place};
use crate::herd::Herd;
use crate::ledger::Ledger;
use crate::settings::Settings;
use crate::{killer, reader, verdict};

/// Runs a trial. Whatever happens, no process is left.
pub(crate) async fn run(kind: Kind) {
    let settings = Settings::read();
    let Some(place) = Place::open(kind).await else { return };
    let mut herd = Herd::start(&place.url, place.folder.path());
    let outcome = {
        let trial = std::panic::AssertUnwindSafe(trial(&place, &mut herd, &settings));
        futures_util::FutureExt::catch_unwind(trial).await
    };
    match outcome {
        Ok(report) => say(&format!("{kind:?}, seed {}: {report}", settings.seed)),
        Err(panic) => {
            say(&format!("{}\nagain: {}", herd.logs(), settings.command()));
            std::panic::resume_unwind(panic);
        }
    }
}

async fn trial(place: &Place, herd: &mut Herd, settings: &Settings) -> String {
    let client = Client::new(herd.urls());
    wait(&client, herd).await;
    let mut people = Vec::new();
    for number in 1..=Settings::CLIENTS {
        people.push(client.register(&format!("person{number}")).await);
    }

    let began = Instant::now();
    let (ledger, killed, read) = storm(&client, &people, herd, settings).await;
    let sending = began.elapsed();
    wait(&client, herd).await;
    let db = Database::connect(place.url.as_str()).await.expect("the database");
    let drained = drain(&db, herd).await;
    let taken_over = count(&db, "SELECT count(*) FROM jobs WHERE attempts > 1").await;
    let dead = count(&db, "SELECT count(*) FROM jobs WHERE state = 'failed'").await;
    assert_eq!(dead, 0, "jobs are dead");
    db.close().await.expect("closed");

    let found = verdict::judge(&client, &people, &ledger).await;
    herd.assert_alive();
    let mut report = String::new();
    let accepted = ledger.accepted().count();
    let _ = write!(
        report,
        "{} servers and {} workers killed; {} messages sent in {:.1} s, {accepted} accepted, {} of {} others \
         delivered, {} overtaken by a younger one; {taken_over} jobs had to be tried again; queue empty after {:.1} s; read {read} times meanwhile",
        killed.0,
        killed.1,
        ledger.0.len(),
        sending.as_secs_f64(),
        found.messages - accepted,
        ledger.0.len() - accepted,
        found.overtaken,
        drained.as_secs_f64(),
    );
    report
}

/// Waits until every server answers.
async fn wait(client: &Client, herd: &mut Herd) {
    let began = Instant::now();
    while !client.is_served().await {
        herd.assert_alive();
        assert!(began.elapsed() < Settings::STANDSTILL, "the servers do not answer");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Everybody writes, one reads, and processes are killed.
async fn storm(
    client: &Client,
    people: &[Person],
    herd: &mut Herd,
    settings: &Settings,
) -> (Ledger, (u32, u32), u32) {
    let begun = watch::Sender::new(0);
    let reading = tokio::spawn(reader::read(client.clone(), people[0].clone(), begun.subscribe()));
    let mut writing = JoinSet::new();
    for me in 0..people.len() {
        let share = settings.messages / Settings::CLIENTS;
        writing.spawn(client.clone().write(people.to_vec(), me, share, settings.seed, begun.clone()));
    }
    let hunter = killer::hunt(herd, settings, begun.subscribe());
    let standstill = standstill(begun.subscribe());
    // The writers hold the others: who waits for another message learns that there will be none.
    drop(begun);
    let mut ledger = Ledger::default();
    let everything = async {
        let write = async {
            while let Some(written) = writing.join_next().await {
                ledger.0.extend(written.expect("a writer"));
            }
        };
        let (killed, ()) = tokio::join!(hunter, write);
        (killed, reading.await.expect("a reader"))
    };
    let (killed, read) = tokio::select! {
        ended = everything => ended,
        begun = standstill => panic!("after {begun} messages nothing went on for {:?}", Settings::STANDSTILL),
    };
    (ledger, killed, read)
}

/// Ends when no further message was begun for too long, with the number of those that were.
async fn standstill(mut begun: watch::Receiver<u32>) -> u32 {
    while matches!(timeout(Settings::STANDSTILL, begun.changed()).await, Ok(Ok(()))) {}
    // Who has written everything waits for the last answers still.
    tokio::time::sleep(Settings::STANDSTILL).await;
    *begun.borrow()
}

/// Waits until nothing is left to do.
async fn drain(db: &DatabaseConnection, herd: &mut Herd) -> Duration {
    let began = Instant::now();
    let (mut least, mut moved) = (i64::MAX, began);
    loop {
        let left = count(db, "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')").await;
        if left == 0 {
            return began.elapsed();
        }
        if left < least {
            (least, moved) = (left, Instant::now());
        }
        herd.assert_alive();
        assert!(moved.elapsed() < Settings::STANDSTILL, "{left} jobs are left and nothing goes on");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn count(db: &DatabaseConnection, sql: &str) -> i64 {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await;
    row.expect(sql).expect("a row").try_get_by_index(0).expect("a number")
}

/// Not `println!`: libtest would keep it to itself where the test passes.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
