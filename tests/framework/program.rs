//! The program itself: what it prints, where, and with which exit code.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

/// The program in an empty environment, in a folder of its own.
fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).env_clear().args(arguments);
    command.output().expect("the program runs")
}

/// Proves that the program refuses in one line and with exit code 2, and gives that line.
#[track_caller]
fn refusal(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    refusal_in(folder.path(), arguments)
}

#[track_caller]
fn refusal_in(folder: &Path, arguments: &[&str]) -> String {
    let output = plenary(folder, arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{out}\n{err}");
    assert_eq!((out.as_ref(), err.lines().count()), ("", 1), "{arguments:?}\n{out}\n{err}");
    err.trim_end().strip_prefix("plenary: ").expect("the program's name first").to_owned()
}

#[test]
fn a_wrong_command_line_is_one_line() {
    assert_eq!(refusal(&["dance"]), "unrecognized subcommand 'dance'");
    for nothing in [&[][..], &["migrate"]] {
        assert_eq!(refusal(nothing), "a command is missing; --help shows them all");
    }
    assert_eq!(refusal(&["serve", "--colour"]), "unexpected argument '--colour' found");
    assert!(refusal(&["create-admin"]).contains("--username <NAME> --email <EMAIL>"));
}

#[test]
fn a_wrong_setting_is_one_line() {
    assert_eq!(
        refusal(&["serve", "--listen", "here"]),
        "wrong value for --listen or PLENARY_LISTEN: invalid socket address syntax"
    );
    assert!(refusal(&["serve", "--profile", "production"]).contains("set PLENARY_SECRET"));
    assert!(refusal(&["serve", "--log", "a=b=c"]).starts_with("wrong value for --log or PLENARY_LOG: "));
}

#[test]
fn a_used_port_is_one_line_and_touches_no_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let line = refusal_in(folder.path(), &["serve", "--listen", &address]);
    assert!(line.starts_with(&format!("cannot listen on {address}: ")), "{line}");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn an_unreadable_database_is_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("notes.txt"), "x".repeat(5000)).expect("a file");
    let serve =
        |url: &str| refusal_in(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--database-url", url]);
    assert!(serve("sqlite://notes.txt").contains("file is not a database"));
    assert!(serve("sqlite://notes.txt/x.db").contains("its folder cannot be made"));
    assert!(serve("sqlite://.").starts_with("cannot open the database sqlite://.: "));
    let gone = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port");
    let line = refusal_in(
        folder.path(),
        &[
            "migrate",
            "status",
            "--database-timeout",
            "1s",
            "--database-url",
            &format!("postgres://u:hunter2@{gone}/d"),
        ],
    );
    assert!(line.starts_with(&format!("cannot open the database postgres://u@{gone}/d: ")), "{line}");
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    for argument in ["--help", "--version", "help"] {
        let output = plenary(folder.path(), &[argument]);
        assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true), "{argument}");
    }
    let help = plenary(folder.path(), &["serve", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout);
    for shown in
        ["Database:", "DATABASE_URL", "Rate limits:", "PLENARY_RATE_LIMIT", "[default: 127.0.0.1:8080]"]
    {
        assert!(help.contains(shown), "{shown} is missing in\n{help}");
    }
    assert!(!help.contains("plenary-development-secret"), "{help}");
}

#[test]
fn the_document_needs_no_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let json = plenary(folder.path(), &["openapi"]).stdout;
    let yaml = plenary(folder.path(), &["openapi", "--format", "yaml"]).stdout;
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&json).expect("JSON"),
        plenary::openapi::generated().document
    );
    assert!(yaml.starts_with(b"openapi: "));
    assert!(!folder.path().join("data").exists());
}

#[test]
fn the_database_commands_work_one_after_the_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let output = plenary(folder.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(run(&["migrate", "status"]).lines().all(|line| line.starts_with("pending  ")));
    assert!(run(&["migrate", "up"]).lines().all(|line| line.starts_with("applied  ")));
    assert_eq!(run(&["migrate", "down"]).lines().filter(|line| line.starts_with("pending  ")).count(), 1);
    assert_eq!(run(&["seed-db"]), "The database sqlite://data/plenary.db holds the baseline.\n");
    assert_eq!(
        refusal_in(folder.path(), &["seed-db"]),
        "the database has been used before: recreate it first"
    );
    assert_eq!(run(&["recreate-db"]), "The database sqlite://data/plenary.db is empty and migrated.\n");
    let admin =
        ["create-admin", "--username", "root", "--email", "root@example.org", "--password", "long enough"];
    assert_eq!(run(&admin), "Administrator root has the id 1.\n");
    assert!(refusal_in(folder.path(), &admin).ends_with(" is taken"));
    assert!(refusal_in(folder.path(), &admin[..5]).contains("PLENARY_ADMIN_PASSWORD"));
    for made in [
        "Made 12 users with chats, fake-000001 to fake-000012, and 60 messages.\n",
        "Made 12 users with chats, fake-000013 to fake-000024, and 64 messages.\n",
    ] {
        assert_eq!(run(&["create-fake-chats", "--total", "12"]), made);
    }
}

#[test]
fn several_processes_may_migrate_one_file_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let migrate = || {
        let output = plenary(folder.path(), &["migrate", "up"]);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(migrate)).collect();
        for one in all {
            assert_eq!(one.join().expect("it runs"), (Some(0), String::new()));
        }
    });
}

#[test]
fn data_of_strangers_is_not_deleted_or_mixed_by_accident() {
    let public = ["--profile", "production", "--secret", "0123456789abcdef0123456789abcdef"];
    let with = |command: &'static str| [&[command][..], &public[..]].concat();
    assert!(refusal(&with("recreate-db")).contains("it needs --yes"));
    assert!(refusal(&with("seed-db")).contains("not in the production profile"));
    let fakes = [&with("create-fake-chats")[..], &["--total", "5"][..]].concat();
    assert!(refusal(&fakes).contains("it needs --yes"));
    assert!(refusal(&["create-fake-chats", "--total", "0"]).starts_with("wrong value for --total: "));
}

#[test]
fn jobs_are_counted_and_a_failed_one_can_begin_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |arguments: &[&str]| {
        let output = plenary(folder.path(), &[arguments, &["--log", "off"]].concat());
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    assert_eq!(told(&["jobs"]), "The queue is empty.\n");
    told(&["seed-db"]);
    let failed = "00000000-0000-7000-b000-000000000004";
    let shown = told(&["jobs"]);
    assert!(shown.contains("failed     1\n") && shown.contains("queued     1\n"), "{shown}");
    let line = format!("failed     {failed}  deliver_message  attempts 1  The text is empty.");
    assert!(shown.contains(&line), "{shown}");
    assert_eq!(told(&["jobs", "retry", failed]), format!("The job {failed} waits for a worker.\n"));
    assert!(told(&["jobs"]).contains("queued     2\n"));
    let refused = refusal_in(folder.path(), &["jobs", "retry", failed, "--log", "off"]);
    assert!(refused.starts_with(&format!("no job {failed} has failed")), "{refused}");
    assert!(refusal(&["jobs", "retry", "first"]).starts_with("wrong value for <ID>: "));
}
