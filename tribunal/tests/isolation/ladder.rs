//! Which rung is taken, and what the others say.
use std::{io::Write as _, process::Command};

use sqlx::{Connection, PgConnection};
use tribunal::isolation::{DEFAULT_IMAGE, DatabaseChoice, Databases, Reset, SlotDatabase};

use crate::support::{number, run};

#[tokio::test]
async fn a_private_cluster_answers_and_is_gone_after_close() {
    let databases = Databases::open(&DatabaseChoice::Local).await.expect("local programs");
    assert!(databases.describe().contains("local cluster"), "{}", databases.describe());
    let url = databases.baseline_url();
    let mut db = PgConnection::connect(&url).await.expect("connect");
    assert_eq!(number(&mut db, "SELECT 1::int8").await, 1);
    let data: String = sqlx::query_scalar("SHOW data_directory").fetch_one(&mut db).await.expect("folder");
    databases.close().await.expect("close");
    PgConnection::connect(&url).await.expect_err("stopped");
    assert!(!std::path::Path::new(&data).exists(), "{data} is left");
}

/// Whether that Docker command succeeds.
fn docker(arguments: &[&str]) -> bool {
    Command::new("docker").args(arguments).output().is_ok_and(|output| output.status.success())
}

/// Says why this test is left out. Not by `println!`: libtest would keep it to itself, for the test passes.
fn left_out(reason: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: a database from Testcontainers: {reason}");
}

#[tokio::test]
async fn testcontainers_gives_a_database() {
    if !docker(&["info"]) {
        return left_out("no Docker engine answers on this machine");
    }
    if !docker(&["image", "inspect", DEFAULT_IMAGE]) && !docker(&["pull", DEFAULT_IMAGE]) {
        return left_out(&format!("the image {DEFAULT_IMAGE} is not here and no registry gives it"));
    }
    let choice = DatabaseChoice::Testcontainers { image: DEFAULT_IMAGE.to_owned() };
    let databases = Databases::open(&choice).await.expect("a container");
    assert!(databases.describe().contains("Testcontainers postgres:17"), "{}", databases.describe());
    let mut baseline = PgConnection::connect(&databases.baseline_url()).await.expect("connect");
    run(&mut baseline, "CREATE TABLE notes (id serial PRIMARY KEY); INSERT INTO notes DEFAULT VALUES").await;
    baseline.close().await.expect("close");
    let mut slot = databases.slot(0).await.expect("slot");
    let mut server = PgConnection::connect(slot.url()).await.expect("connect");
    run(&mut server, "INSERT INTO notes DEFAULT VALUES").await;
    assert_eq!(slot.restore().await.expect("restore").dirty_tables, 1);
    slot.verify().await.expect("the baseline");
    // In place a changed schema heals from what pg_dump wrote: where this machine's is older than the server, the container's.
    let own = databases.own(1).await.expect("an empty database");
    let mut server = PgConnection::connect(&own).await.expect("connect");
    run(&mut server, "CREATE TABLE notes (id serial PRIMARY KEY); INSERT INTO notes DEFAULT VALUES").await;
    let mut slot = SlotDatabase::in_place(&own).await.expect("a snapshot in place");
    run(&mut server, "DROP TABLE notes").await;
    assert!(slot.restore().await.expect("restore").healed);
    slot.verify().await.expect("the baseline");
    assert_eq!(number(&mut server, "SELECT count(*) FROM notes").await, 1);
    slot.close().await.expect("close");
    databases.close().await.expect("close");
}

#[tokio::test]
async fn a_forced_choice_that_cannot_be_had_is_an_error() {
    let choice = DatabaseChoice::Url("postgres://nobody:secret@127.0.0.1:1/none".to_owned());
    let error = Databases::open(&choice).await.expect_err("nothing listens there").to_string();
    assert!(error.contains("127.0.0.1:1") && !error.contains("secret"), "{error}");
}
