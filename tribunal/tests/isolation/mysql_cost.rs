//! What a reset costs on `MariaDB` beside what test suites do today, in one run; bench/README.md has the figures.
//!
//! `cargo test --release -p tribunal --test isolation -- mysql_cost --nocapture --test-threads 1`

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use sqlx::{Connection, MySqlConnection};
use tribunal::isolation::{Reset, SlotDatabase};

use crate::mysql_case::{Case, given, run, value};

/// Rounds of each way; the first tenth is not counted.
const ROUNDS: usize = 50;

/// As in bench/: four writes to three tables.
const WRITES: [&str; 4] = [
    "INSERT INTO t0 (name, n) VALUES ('new', 1)",
    "INSERT INTO t1 (name, n, parent) VALUES ('new', 1, 1)",
    "UPDATE t2 SET n = n + 1 WHERE id = 1",
    "DELETE FROM t1 WHERE id = 2",
];

/// Twelve tables with keys and indexes.
fn create() -> String {
    let mut sql = String::new();
    for t in 0..12 {
        let key =
            if t == 0 { String::new() } else { format!(", FOREIGN KEY (parent) REFERENCES t{} (id)", t - 1) };
        let _ = write!(
            sql,
            "CREATE TABLE t{t} (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL UNIQUE, n INT NOT NULL, parent INT,
             created_at VARCHAR(40) NOT NULL DEFAULT '2026-01-01T00:00:00Z', KEY (n){key});"
        );
    }
    sql
}

/// 52 rows.
fn fill() -> String {
    let mut sql = String::new();
    for t in 0..12 {
        for row in 1..=if t < 4 { 5 } else { 4 } {
            let parent = if t == 0 { "NULL" } else { "1" };
            let _ = write!(sql, "INSERT INTO t{t} (name, n, parent) VALUES ('row {row}', {row}, {parent});");
        }
    }
    sql
}

fn drop_all() -> String {
    let tables: Vec<String> = (0..12).rev().map(|t| format!("t{t}")).collect();
    format!("DROP TABLE {};", tables.join(", "))
}

/// The middle and the slowest but a twentieth.
fn shown(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.drain(..times.len() / 10);
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 95 / 100])
}

async fn writes(server: &mut MySqlConnection, statements: &[&str]) {
    for sql in statements {
        run(server, sql).await;
    }
}

async fn restores(
    slot: &mut SlotDatabase,
    server: &mut MySqlConnection,
    statements: &[&str],
) -> (Duration, Duration) {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        writes(server, statements).await;
        let started = Instant::now();
        slot.restore().await.expect("restore");
        times.push(started.elapsed());
    }
    slot.verify().await.expect("the baseline");
    shown(times)
}

#[tokio::test]
async fn a_reset_costs_a_fraction_of_dropping_and_filling() {
    let Some(url) = given(&(create() + &fill())).await else { return };
    let mut server = MySqlConnection::connect(&url).await.expect("connect");
    let mut reset = MySqlConnection::connect(&url).await.expect("connect");
    let again = drop_all() + &create() + &fill();
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        writes(&mut server, &WRITES).await;
        let started = Instant::now();
        run(&mut reset, &again).await;
        times.push(started.elapsed());
    }
    let (base, base95) = shown(times);
    let mut slot = SlotDatabase::in_place(&url).await.expect("in place");
    println!("{}", value(&mut server, "SELECT CONCAT('MariaDB ', VERSION())").await);
    let row = |what: &str, (middle, slow): (Duration, Duration)| {
        let ratio = base.as_secs_f64() / middle.as_secs_f64();
        println!("{what:45} p50 {middle:>10.3?}  p95 {slow:>10.3?}  {ratio:6.1} times less");
        ratio
    };
    row("drop, create, fill", (base, base95));
    let four = restores(&mut slot, &mut server, &WRITES).await;
    let four = row("snapshot, after four writes", four);
    let updates = restores(&mut slot, &mut server, &WRITES[2..]).await;
    row("snapshot, after an UPDATE and a DELETE", updates);
    let nothing = restores(&mut slot, &mut server, &["SELECT 1"]).await;
    row("snapshot, nothing written", nothing);
    assert!(four > 2.0, "a reset is not worth its while: {four:.1} times less");
    slot.close().await.expect("close");
}

#[tokio::test]
async fn what_a_large_table_adds_to_a_reset() {
    let Some(mut case) = Case::new(
        "CREATE TABLE cities (id INT AUTO_INCREMENT PRIMARY KEY, country VARCHAR(10), name VARCHAR(50), size INT);
         INSERT INTO cities (country, name, size) SELECT CONCAT('c', seq MOD 100), CONCAT('city ', seq), seq FROM seq_1_to_100000;
         CREATE TABLE visits (id INT AUTO_INCREMENT PRIMARY KEY, at INT)",
    )
    .await
    else {
        return;
    };
    for (what, sql) in [
        ("nothing was written", "SELECT 1"),
        ("a small table was written to", "INSERT INTO visits (at) VALUES (1)"),
        ("one of its rows was changed", "UPDATE cities SET size = 0 WHERE id = 5"),
    ] {
        let mut times = Vec::new();
        for _ in 0..10 {
            run(&mut case.server, sql).await;
            let started = Instant::now();
            case.slot.restore().await.expect("restore");
            times.push(started.elapsed());
        }
        println!("100,000 rows beside it, {what:30} p50 {:>10.3?}", shown(times).0);
    }
    case.slot.verify().await.expect("the baseline");
}
