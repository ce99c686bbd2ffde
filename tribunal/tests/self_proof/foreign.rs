//! A project in another language, as it is: `examples/flask-shop` with its `dredd.yml` and hooks in Python.

use std::{
    path::Path,
    process::{Command, Output},
    sync::Mutex,
};

use serde_json::Value;
use tribunal::isolation::{DatabaseChoice, Databases};

use crate::place::{Told, told, with_programs};

const SHOP: &str = "examples/flask-shop";

/// The shop has one port, as its `dredd.yml` says.
static PORT: Mutex<()> = Mutex::new(());

fn run(args: &[&str], database_url: Option<&str>) -> Told {
    let _alone = PORT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let path = with_programs("flask-shop", &format!("{SHOP}/requirements.txt"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(SHOP))
        .arg("run")
        .args(args)
        .env("PATH", path);
    match database_url {
        Some(url) => command.env("DATABASE_URL", url),
        None => command.env_remove("DATABASE_URL"),
    };
    let output: Output = command.env("PYTHONDONTWRITEBYTECODE", "1").output().expect("the binary runs");
    told(output)
}

#[test]
fn nothing_but_tribunal_run_tries_every_example_on_a_fresh_database() {
    let told = run(&[], None);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert!(told.out.contains("33 passed, 0 failed, 0 skipped, 0 untested, 0 errors"), "{}", told.all());
    assert!(told.out.contains(", named by DATABASE_URL, restored in place, 1 slot"), "{}", told.all());
}

#[test]
fn verdicts_do_not_depend_on_the_database_nor_on_the_order() {
    for database in ["local", "sqlite"] {
        let told = run(&["--database", database, "--order", "random:7"], None);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{database}: {}", told.all());
        assert!(told.out.contains("33 passed"), "{database}: {}", told.all());
    }
}

#[test]
fn verdicts_do_not_depend_on_the_number_of_slots() {
    let server = "python3 -m flask --app shop run --port {port}";
    for (slots, database, order) in
        [("2", "local", "random:1"), ("4", "sqlite", "random:2"), ("4", "local", "document")]
    {
        let told = run(
            &[
                "--server",
                server,
                "-j",
                slots,
                "--database",
                database,
                "--order",
                order,
                "--examples",
                "exact",
            ],
            None,
        );
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{slots} {database}: {}", told.all());
        assert!(told.out.contains("33 passed"), "{slots} {database}: {}", told.all());
        let restored = format!(", named by DATABASE_URL, restored in place, {slots} slots");
        assert!(told.out.contains(&restored), "{slots} {database}: {}", told.all());
    }
}

#[test]
fn without_a_reset_examples_see_what_earlier_ones_left_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:///{}", folder.path().join("shop.db").display());
    let told = run(&["--reset", "none", "--examples", "exact", "--reporter", "json"], Some(&url));
    assert_eq!(told.code, 1, "{}", told.all());
    let report: Value = serde_json::from_str(&told.out).expect("a report");
    assert!(report["summary"]["failed"].as_u64().expect("a number") > 0, "{}", report["summary"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_the_environment_is_taken_and_left_as_it_was() {
    let databases = Databases::open(&DatabaseChoice::Local).await.expect("a cluster");
    let url = databases.baseline_url();
    for _ in 0..2 {
        let told = tokio::task::block_in_place(|| run(&[], Some(&url)));
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
        assert!(told.out.contains("33 passed"), "{}", told.all());
    }
    databases.close().await.expect("closed");
}

#[test]
fn a_server_that_makes_no_table_there_is_no_reason_to_believe_in_a_reset() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join(SHOP);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let database = elsewhere.path().join("own.db");
    // It works on a database of its own, whatever the environment says.
    let server = format!(
        "env DATABASE_URL=sqlite:///{} python3 -m flask --app shop run --port 5077",
        database.display()
    );
    let only = ["--server", &server, "--only", "getProduct/*", "--config"];
    let config = shop.join("dredd.yml").display().to_string();
    let said = run(&[&only[..], &[&config, "--database", "sqlite"]].concat(), None);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(
        said.err.contains("neither the server nor a beforeAll hook made a table in the database"),
        "{}",
        said.all()
    );
    // Nobody asked for one: then it is said, and the examples are tried.
    let said = run(&[&only[..], &[&config]].concat(), None);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(
        said.err.contains("the server made no table in the database that DATABASE_URL named"),
        "{}",
        said.all()
    );
}
