//! The real `tribunal` binary: exit codes, and what it says on which stream.

use std::process::Command;

use rusqlite::Connection;
use serde_json::Value;
use tribunal::run::Instance;

use crate::{
    kennel::{DOCUMENT, Kennel},
    place::{Place, tribunal},
};

#[test]
fn a_healthy_server_is_exit_code_0_and_a_faulty_one_1() {
    for (kennel, code) in [(Kennel::healthy(), 0), (Kennel::planted(), 1)] {
        let place = Place::of(kennel);
        let told =
            place.tribunal(&["run", "kennel.yaml", "URL", "--only", "listDogs/*", "--only", "garbage/*"]);
        assert_eq!(told.code, code, "{}\n{}", told.out, told.err);
        assert_eq!(told.err, "");
        assert_eq!(told.out.contains("garbage"), code == 1, "{}", told.out);
    }
}

#[test]
fn with_a_database_every_example_begins_with_the_same_two_dogs() {
    let place = Place::of(Kennel::healthy());
    let database = format!("sqlite:{}", place.path("dogs.db").display());
    let run = ["run", "kennel.yaml", "URL", "--examples", "exact", "--only", "*Dog*"];
    let told = place.tribunal(&[&run[..], &["--database", &database]].concat());
    assert_eq!(told.code, 0, "{}\n{}", told.out, told.err);
    let dogs: i64 = Connection::open(place.path("dogs.db"))
        .and_then(|dogs| dogs.query_row("SELECT count(*) FROM dogs", [], |row| row.get(0)))
        .expect("a count");
    assert_eq!(dogs, 2, "the run leaves the database as it was");
    let told = place.tribunal(&run);
    assert_eq!(told.code, 1, "without a reset the second dog has another number: {}", told.out);
}

#[test]
fn actors_and_headers_come_from_the_command_line_and_are_never_printed() {
    let place = Place::of(Kennel::healthy());
    let args = ["run", "kennel.yaml", "URL", "--examples", "exact", "--only", "whoAmI/*"];
    let who = ["--header", "Authorization: Bearer guest", "--actor", "admin=Authorization: Bearer admin"];
    let told = place.tribunal(&[&args[..], &who[..]].concat());
    assert_eq!(told.code, 0, "{}\n{}", told.out, told.err);
    let told = place.tribunal(&[&args[..], &["--header", "Authorization: Bearer hunter2"]].concat());
    assert_ne!(told.code, 0);
    assert!(told.out.contains("no actor `admin` is defined"), "{}", told.out);
    assert_eq!(told.err, "tribunal: nobody says who `admin` is: give --actor 'NAME=Header: value'\n");
    assert!(!told.out.contains("hunter2") && !told.err.contains("hunter2"), "{}", told.out);
}

#[test]
fn several_reports_at_once_each_go_to_their_file() {
    let place = Place::of(Kennel::planted());
    std::fs::write(place.path("report.json"), "x".repeat(100_000)).expect("an old report");
    let reporters =
        ["console", "github", "json:report.json", "junit:r.xml", "html:r.html", "har:r.har", "markdown:r.md"];
    let run = ["run", "kennel.yaml", "URL", "--only", "garbage/*"];
    let reporters = reporters.iter().flat_map(|reporter| ["--reporter", *reporter]);
    let told = place.tribunal(&run.into_iter().chain(reporters).collect::<Vec<_>>());
    assert_eq!(told.code, 1, "{}", told.err);
    assert!(
        told.out.starts_with("FAILED") && told.out.contains("::error file=kennel.yaml,line="),
        "{}",
        told.out
    );
    let json: Value =
        serde_json::from_str(&place.read("report.json")).expect("nothing of the old report is left");
    assert_eq!(json["summary"]["failed"], 1);
    let har: Value = serde_json::from_str(&place.read("r.har")).expect("an archive");
    let sent = har["log"]["entries"][0]["startedDateTime"].as_str().expect("when it was sent");
    assert!(sent.starts_with("20") && sent.ends_with('Z'), "{sent}");
    for (file, words) in
        [("r.xml", "<testsuite"), ("r.html", "data-verdict=\"failed\""), ("r.md", "## What broke")]
    {
        assert!(place.read(file).contains(words), "{file}: {}", place.read(file));
    }
}

#[test]
fn callbacks_and_webhooks_are_told_as_untested() {
    let place = Place::of(Kennel::healthy());
    let webhook = "webhooks: {news: {post: {responses: {'200': {description: Read.}}}}}\n";
    place.write("kennel.yaml", &format!("{DOCUMENT}{webhook}"));
    let run = ["run", "kennel.yaml", "URL", "--examples", "off", "--header", "Authorization: Bearer guest"];
    let told =
        place.tribunal(&[&run[..], &["--reporter", "console", "--reporter", "json:report.json"]].concat());
    assert!(told.out.contains("\n  webhook news POST "), "{}", told.all());
    assert!(told.out.contains("\nnot tried 1 webhook\n"), "{}", told.all());
    let report: Value = serde_json::from_str(&place.read("report.json")).expect("a report");
    assert_eq!(report["untested"][0]["id"], "webhook news POST");
    // What a filter leaves out on purpose is not missed.
    let told = place.tribunal(&[&run[..], &["--only", "listDogs/*"]].concat());
    assert!(told.code == 0 && !told.out.contains("not tried"), "{}", told.all());
}

#[test]
fn names_and_dry_run_send_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("kennel.yaml"), DOCUMENT).expect("a file");
    let run = |args: &[&str]| tribunal(folder.path(), args.iter().map(ToString::to_string));
    let names = run(&["run", "kennel.yaml", "--names", "--only", "deleteDog/*"]);
    assert_eq!(
        (names.code, names.out.as_str()),
        (0, "/dogs/{id} > DELETE > 204\n/dogs/{id} > DELETE > 404 > application/json\n")
    );
    let dry = run(&["run", "kennel.yaml", "--dry-run", "--only", "deleteDog/*"]);
    assert_eq!(
        (dry.code, dry.out.as_str()),
        (0, "DELETE /dogs/1  deleteDog/204\nDELETE /dogs/99  deleteDog/404/unknown\n")
    );
}

#[test]
fn colours_are_for_terminals_and_for_those_who_force_them() {
    let place = Place::of(Kennel::planted());
    let coloured = |variables: &[(&str, &str)]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tribunal"))
            .current_dir(place.folder.path())
            .args(["run", "kennel.yaml", place.kennel.base_url(), "--only", "garbage/*"])
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(variables.iter().copied())
            .output()
            .expect("the binary runs");
        assert_eq!(output.status.code(), Some(1));
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}

/// Each is exit code 2, nothing on standard output, and one message on standard error that holds these words.
#[test]
fn wrong_usage_document_or_environment_is_exit_code_2_and_one_clear_message() {
    let place = Place::of(Kennel::healthy());
    std::fs::write(place.path("broken.yaml"), "openapi: 3.0.3\n  info: [").expect("a file");
    for (args, words) in [
        (&["run"][..], "required arguments were not provided"),
        (
            &["run", "kennel.yaml"],
            "the BASE-URL is missing: say where the server listens, `tribunal run kennel.yaml http",
        ),
        (&["run", "https://api.example.invalid/openapi.json"], "the BASE-URL is missing"),
        (&["run", "kennel.yaml", "URL", "--order", "backwards"], "`backwards` is no order"),
        (&["run", "kennel.yaml", "URL", "--examples", "some"], "exact, shape or off"),
        (&["run", "kennel.yaml", "URL", "--header", "hunter2"], "a header is written `Name: value`"),
        (&["run", "kennel.yaml", "URL", "-j", "0"], "0 is not in 1..=256"),
        (&["run", "kennel.yaml", "URL", "--reset", "snapshot"], "--reset snapshot needs --database URL"),
        (&["run", "kennel.yaml", "URL", "--database", "local"], "give its URL"),
        (
            &["run", "kennel.yaml", "ftp://localhost"],
            "`ftp://localhost` is not an http or https URL with a host",
        ),
        (
            &["run", "kennel.yaml", "localhost:8080"],
            "`localhost:8080` is not a URL: write `http://localhost:8080`",
        ),
        (
            &["run", "kennel.yaml", "http://me:hunter2@127.0.0.1:1"],
            "nothing answers at http://me:***@127.0.0.1:1",
        ),
        (&["run", "kennel.yaml", "ftp://me:hunter2@localhost"], "is not an http or https URL"),
        (
            &["run", "kennel.yaml", "URL", "--database", "postgres://me:hunter2@127.0.0.1:1/dogs"],
            "postgres://me:***@127.0.0.1:1/dogs gives no connection",
        ),
        (
            &["run", "http://me:hunter2@127.0.0.1:1/kennel.yaml", "URL"],
            "cannot read `http://me:***@127.0.0.1:1/kennel.yaml`: client error (Connect)",
        ),
        (
            &["run", "kennel.yaml", "http://127.0.0.1:1"],
            "nothing answers at http://127.0.0.1:1: Connection refused",
        ),
        (&["run", "nowhere.yaml", "URL"], "nowhere.yaml"),
        (&["run", "broken.yaml", "URL"], "broken.yaml:2:"),
        (&["run", "kennel.yaml", "URL", "--only", "nothing"], "leave nothing of"),
        (&["run", "kennel.yaml", "URL", "--reporter", "apiary"], "there is no reporter `apiary`"),
        (&["run", "kennel.yaml", "URL", "--reporter", "html"], "html needs a file: html:report.html"),
        (&["run", "kennel.yaml", "URL", "--reporter", "junit"], "junit needs a file"),
        (
            &["run", "kennel.yaml", "URL", "--reporter", "json:no/such/folder.json"],
            "`no/such/folder.json` cannot be written",
        ),
        (
            &["run", "kennel.yaml", "URL", "--reporter", "json", "--reporter", "console"],
            "two reporters write to standard output",
        ),
        (
            &["run", "kennel.yaml", "URL", "--reporter", "json", "--reporter", "github"],
            "two reporters write to standard output",
        ),
        (&["man", "judge"], "there is no command `judge`; there are run, plan, lint, init"),
        (&["completions", "tcsh"], "possible values: bash"),
        (&["judge"], "unrecognized subcommand"),
    ] {
        let told = place.tribunal(args);
        assert_eq!(told.code, 2, "{args:?}: {}\n{}", told.out, told.err);
        assert_eq!(told.out, "", "{args:?}");
        assert!(told.err.contains(words), "{args:?}: {}", told.err);
        assert!(!told.err.contains("hunter2") || args.contains(&"hunter2"), "{args:?}: {}", told.err);
    }
}

#[test]
fn an_unwritable_report_is_noticed_before_anything_is_sent() {
    let place = Place::of(Kennel::healthy());
    let told = place.tribunal(&[
        "run",
        "kennel.yaml",
        "URL",
        "--only",
        "createDog/201/*",
        "--reporter",
        "json:no/such.json",
    ]);
    assert_eq!(told.code, 2);
    let dogs: i64 = Connection::open(place.path("dogs.db"))
        .and_then(|dogs| dogs.query_row("SELECT count(*) FROM dogs", [], |row| row.get(0)))
        .expect("a count");
    assert_eq!(dogs, 2);
}

#[test]
fn help_goes_to_standard_output_with_examples_and_exit_code_0() {
    let place = Place::of(Kennel::healthy());
    for (args, words) in [
        (&["--help"][..], "Exit codes: 0 all passed, 1 findings"),
        (&["run", "--help"], "tribunal run openapi.yaml http://127.0.0.1:8080"),
        (&["plan", "--help"], "Usage: tribunal plan"),
        (&["lint", "--help"], "Usage: tribunal lint"),
        (&["--version"], "tribunal "),
    ] {
        let told = place.tribunal(args);
        assert_eq!((told.code, told.err.as_str()), (0, ""));
        assert!(told.out.contains(words), "{args:?}: {}", told.out);
    }
}

#[test]
fn an_interrupt_stops_cleanly_and_reports_what_there_is() {
    let place = Place::of(Kennel::planted());
    let child = Command::new(env!("CARGO_BIN_EXE_tribunal"))
        .current_dir(place.folder.path())
        .args(["run", "kennel.yaml", place.kennel.base_url(), "--timeout", "3600"])
        .args(["--only", "listDogs/*", "--only", "slow/*"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // The request that is never answered is in flight: that is the moment.
    place.runtime.block_on(place.kennel.listening.busy());
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    let output = child.wait_with_output().expect("ended");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{out}");
    assert!(out.contains("interrupted by Ctrl-C"), "{out}");
    assert!(out.contains("1 passed"), "{out}");
}
