//! `--reset-command`: a store of any kind, brought to its baseline before every example.

use std::time::Instant;

use super::{is_alive, until, visits::Visits};

/// The store is a file for each slot.
const RESET: &str = "echo reset >>resets-$TRIBUNAL_SLOT && echo 0 >store-$TRIBUNAL_SLOT";

fn by(command: &str) -> [&str; 4] {
    ["--server", "VISITS", "--reset-command", command]
}

#[test]
fn it_runs_before_every_example_and_before_the_first() {
    let visits = Visits::new();
    let told = visits.run(&by(RESET));
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert!(
        told.out.contains(&format!("a store, reset by the command `{RESET}`, 1 slot\n")),
        "{}",
        told.all()
    );
    // The last one leaves the store at the baseline.
    assert_eq!((visits.read("resets-1").lines().count(), visits.read("store-1").trim()), (9 + 1, "0"));
    let database = visits.report()["summary"]["database"].as_str().expect("a text").to_owned();
    assert!(database.contains("reset by the command"), "{database}");
    visits.assert_all_have_ended(1);
}

#[test]
fn each_slot_has_its_own() {
    let visits = Visits::new();
    let told = visits.run(&[&by(RESET)[..], &["-j", "4", "--order", "random:5"]].concat());
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert!(told.out.contains("9 passed") && told.out.contains(", 4 slots\n"), "{}", told.all());
    let resets: usize = (1..=4).map(|slot| visits.read(&format!("resets-{slot}")).lines().count()).sum();
    assert_eq!(resets, 9 + 4);
    visits.assert_all_have_ended(4);
}

#[test]
fn it_finds_database_port_and_slot_in_its_environment() {
    let visits = Visits::new();
    let reset = "echo $PORT >port-$TRIBUNAL_SLOT; python3 -c \"import os, sqlite3; \
                 db = sqlite3.connect(os.environ['DATABASE_URL'].removeprefix('sqlite:///')); \
                 db.execute('DELETE FROM visits'); db.execute('DELETE FROM sqlite_sequence'); db.commit()\"";
    let told = visits.run(&[&by(reset)[..], &["--database", "sqlite", "-j", "2"]].concat());
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert!(told.out.contains("(embedded), named by DATABASE_URL, reset by the command"), "{}", told.all());
    assert_eq!(visits.read("port-1").trim(), visits.port.to_string());
    assert_ne!(visits.read("port-2"), visits.read("port-1"));
}

#[test]
fn it_works_for_a_server_that_runs_already() {
    let visits = Visits::new();
    let port = visits.port.to_string();
    let mut server = std::process::Command::new("python3");
    server.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/self_proof/served/visits.py"));
    server.args(["--port", &port]).env("TRIBUNAL_SLOT", "1").env_remove("DATABASE_URL");
    let mut server = server.current_dir(visits.folder.path()).spawn().expect("a server");
    until("the server stands", || std::net::TcpStream::connect(("127.0.0.1", visits.port)).is_ok());
    let told = visits.run(&["--reset-command", RESET, "-j", "4"]);
    let ids = visits.read("ids-1");
    std::process::Command::new("kill").args(ids.split(' ')).status().expect("kill");
    server.wait().expect("ended");
    assert_eq!(told.code, 0, "{}", told.all());
    assert_eq!(
        told.err,
        "tribunal: -j 4: one server has one store, so there is 1 slot; --server with --database auto gives each slot \
         a server and a new database\n"
    );
}

#[test]
fn one_that_fails_before_the_first_example_ends_the_run_with_what_it_said() {
    let visits = Visits::new();
    let told = visits.run(&by("echo connecting; echo no such store >&2; exit 3"));
    assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
    assert!(
        told.err.contains(
            "the reset failed: `echo connecting; echo no such store >&2; exit 3` ended with exit code 3; it said:\n\
             connecting\nno such store"
        ),
        "{}",
        told.all()
    );
    visits.assert_all_have_ended(1);
}

#[test]
fn one_that_fails_later_is_an_isolation_error_and_nothing_is_tried_any_more() {
    let visits = Visits::new();
    let reset = "test ! -e done || { echo the store is gone; exit 4; }; touch done; echo 0 >store-1";
    let told = visits.run(&by(reset));
    assert_eq!(told.code, 2, "{}", told.all());
    assert!(
        told.out.contains("isolation: the reset failed: `test ! -e done")
            && told.out.contains("ended with exit code 4; it said: the store is gone"),
        "{}",
        told.all()
    );
    assert!(told.out.contains("1 passed"), "{}", told.all());
}

#[test]
fn one_that_hangs_is_ended_with_all_it_has_started() {
    let visits = Visits::new();
    let reset = "sleep 600 & echo $! >hanging; echo waiting for the store; wait";
    let begun = Instant::now();
    let told = visits.run(&[&by(reset)[..], &["--reset-timeout", "0.5"]].concat());
    assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
    assert!(
        told.err.contains("did not end within 500ms (--reset-timeout); it said:\nwaiting for the store"),
        "{}",
        told.all()
    );
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    assert!(!is_alive(visits.read("hanging").trim()));
}

#[test]
fn an_interrupt_ends_it_before_the_first_example_and_later() {
    let visits = Visits::new();
    let hangs = "sleep 600 & echo $! >hanging.new; mv hanging.new hanging; wait";
    let later = format!("echo 0 >store-1; if test -e done; then {hangs}; fi; touch done");
    for (reset, words) in
        [(hangs, "interrupted by Ctrl-C before the first example"), (&later, "interrupted by Ctrl-C")]
    {
        let run = visits.started("visits.yaml", &by(reset), "hanging");
        let begun = Instant::now();
        let told = Visits::interrupted(run);
        assert_eq!(told.code, 2, "{}", told.all());
        assert!(told.all().contains(words) && !told.all().contains("isolation:"), "{}", told.all());
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
        assert!(!is_alive(visits.read("hanging").trim()));
        std::fs::remove_file(visits.path("hanging")).expect("a file");
        visits.assert_all_have_ended(1);
    }
}

#[test]
fn one_that_says_much_is_not_held_up_and_its_error_is_short() {
    let visits = Visits::new();
    let told = visits.run(&by("yes | head -c 3000000; { yes | head -c 3000000; } >&2; echo 0 >store-1"));
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.err.len());
    let told = visits.run(&by("yes | head -c 3000000; echo the end; exit 1"));
    assert_eq!(told.code, 2);
    assert!(told.err.len() < 5_000 && told.err.ends_with("the end\n"), "{}", told.err.len());
}

#[test]
fn it_excludes_reset() {
    let visits = Visits::new();
    for reset in ["snapshot", "none"] {
        let told = visits.run(&[&by(RESET)[..], &["--reset", reset]].concat());
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
        assert!(
            told.err.contains("'--reset-command <COMMAND>' cannot be used with '--reset <RESET>'"),
            "{}",
            told.all()
        );
    }
    let told = visits.run(&by(""));
    assert!(told.code == 2 && told.err.contains("--reset-command"), "{}", told.all());
}

#[test]
fn it_may_stand_in_the_file_and_the_command_line_goes_before() {
    let visits = Visits::new();
    let file = format!(
        "document = 'visits.yaml'\nbase-url = 'http://127.0.0.1:{}'\nreset-command = '{RESET}'\nreset-timeout = 20\n",
        visits.port
    );
    visits.write("tribunal.toml", &file);
    let told = visits.run_in_folder(&["--server", "VISITS"]);
    assert!(told.code == 0 && told.out.contains("reset by the command"), "{}", told.all());
    let told = visits.run_in_folder(&["--server", "VISITS", "--reset", "none"]);
    assert!(told.out.contains("none: the state is whatever earlier transactions left"), "{}", told.all());
}
