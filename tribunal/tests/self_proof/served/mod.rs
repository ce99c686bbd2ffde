//! `--server`: the program is started, waited for without a fixed sleep, and ended with all that it has started,
//! however the run ends.

mod address;
mod reset_command;
mod slots;
mod visits;

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    kennel::DOCUMENT,
    place::{Told, free_port, told},
};

const DOGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/self_proof/served/dogs.py");

/// A document with an operation that never answers, beside the kennel's list.
const SLOW: &str = "openapi: 3.0.3\ninfo: {title: Slow, version: '1'}\npaths:\n  /slow:\n    get:\n      operationId: slow\n      \
                    responses: {'200': {description: Never.}}\n";

pub(crate) struct Served {
    folder: tempfile::TempDir,
    port: u16,
}

impl Served {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("kennel.yaml"), DOCUMENT).expect("a file");
        std::fs::write(folder.path().join("slow.yaml"), SLOW).expect("a file");
        Self { folder, port: free_port() }
    }

    pub(crate) fn command(&self, document: &str, server: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
        command
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .args(["run", document, &format!("http://127.0.0.1:{}", self.port), "--reset", "none"])
            .args(["--server", &server.replace("DOGS", &format!("python3 '{DOGS}' {}", self.port))])
            .args(more);
        command
    }

    /// Tries the list of dogs.
    fn run(&self, server: &str, more: &[&str]) -> Told {
        let more = [&["--only", "listDogs/*"], more].concat();
        told(self.command("kennel.yaml", server, &more).output().expect("the binary runs"))
    }

    /// The ids of the server and of its child.
    fn ids(&self) -> Vec<String> {
        let ids = std::fs::read_to_string(self.folder.path().join("ids")).expect("the server has started");
        ids.split(' ').map(str::to_owned).collect()
    }

    pub(crate) fn assert_all_have_ended(&self) {
        let ids = self.ids();
        until("the server's processes end", || ids.iter().all(|id| !is_alive(id)));
    }
}

fn until(what: &str, reached: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !reached() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A zombie is not.
fn is_alive(id: &str) -> bool {
    let output = Command::new("ps").args(["-o", "stat=", "-p", id]).output().expect("ps");
    let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

#[test]
fn a_server_is_started_tried_and_ended_with_its_children() {
    let served = Served::new();
    for server in ["DOGS", "cd . && DOGS", "DOGS slow 0.5"] {
        let told = served.run(server, &[]);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{server}: {}", told.all());
        served.assert_all_have_ended();
    }
}

#[test]
fn one_that_puts_itself_into_the_background_is_ended_too() {
    let served = Served::new();
    let told = served.run("DOGS &", &[]);
    assert_eq!(told.code, 0, "{}", told.all());
    served.assert_all_have_ended();
}

#[test]
fn what_it_prints_is_repeated_when_asked_for() {
    let served = Served::new();
    let told = served.run("DOGS", &["--show-output"]);
    assert_eq!((told.code, told.err.as_str()), (0, "the kennel opens\n"), "{}", told.all());
}

#[test]
fn one_that_does_not_come_up_is_told_with_what_it_said() {
    let served = Served::new();
    for (server, more, words) in [
        ("DOGS dies", &[][..], "ended with exit code 1 before it answered at http://127.0.0.1:"),
        ("no-such-server", &[], "ended with exit code 127 before it answered"),
        (
            "DOGS slow 60",
            &["--server-wait", "5"],
            "within 5s; --server-wait gives it longer; it said:\nthe kennel opens",
        ),
    ] {
        let told = served.run(server, more);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
        assert!(told.err.contains(words), "{}", told.all());
    }
    assert!(served.run("DOGS dies", &[]).err.contains("the kennel opens\nno food left"));
}

#[test]
fn a_port_that_answers_already_is_no_server_of_ours() {
    let served = Served::new();
    let mut other = Command::new("python3");
    let other = other.arg(DOGS).arg(served.port.to_string()).current_dir(served.folder.path());
    let mut other = other.stdout(Stdio::null()).spawn().expect("another server");
    until("the other server stands", || std::net::TcpStream::connect(("127.0.0.1", served.port)).is_ok());
    let told = served.run("DOGS", &[]);
    other.kill().expect("it runs");
    other.wait().expect("it ends");
    Command::new("kill").arg(&served.ids()[1]).status().expect("kill");
    assert_eq!(told.code, 2);
    assert!(told.err.contains("already; end it, or leave --server out"), "{}", told.all());
}

#[test]
fn one_that_dies_during_the_run_stops_it_with_its_last_words() {
    let served = Served::new();
    let told = served.run("DOGS leaves", &["--only", "whoAmI/*"]);
    assert!(told.code > 0, "{}", told.all());
    assert!(
        told.err
            .contains("ended with exit code 7 during the run; it said:\nthe kennel opens\nout for a walk"),
        "{}",
        told.all()
    );
}

/// A run that hangs in a request that is never answered.
fn hanging(served: &Served) -> Child {
    let mut run = served.command("slow.yaml", "DOGS", &["--timeout", "3600"]);
    let run = run.env("TMPDIR", served.folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let run = run.spawn().expect("the binary runs");
    let busy: &Path = &served.folder.path().join("busy");
    until("the request is in flight", || busy.exists());
    run
}

#[test]
fn it_ends_with_an_interrupted_run() {
    let served = Served::new();
    let run = hanging(&served);
    let signal = Command::new("kill").args(["-INT", &run.id().to_string()]).status();
    assert!(signal.expect("kill").success());
    let told = told(run.wait_with_output().expect("ended"));
    assert_eq!(told.code, 2, "{}", told.all());
    assert!(told.out.contains("interrupted by Ctrl-C"), "{}", told.all());
    served.assert_all_have_ended();
}

#[test]
fn it_ends_with_a_run_that_is_killed() {
    let served = Served::new();
    let mut run = hanging(&served);
    run.kill().expect("it runs");
    run.wait().expect("it ends");
    served.assert_all_have_ended();
    until("nothing of it is left", || {
        let mut left = std::fs::read_dir(served.folder.path()).expect("a folder").flatten();
        !left.any(|entry| entry.file_name().to_string_lossy().starts_with("tribunal-"))
    });
}

#[test]
fn an_interrupt_while_it_starts_ends_it() {
    let served = Served::new();
    // It never listens where it should.
    let elsewhere = format!("python3 '{DOGS}' {}", free_port());
    let mut run = served.command("kennel.yaml", &elsewhere, &["--server-wait", "600"]);
    let run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let ids: &Path = &served.folder.path().join("ids");
    until("the server has begun", || ids.exists());
    let signal = Command::new("kill").args(["-TERM", &run.id().to_string()]).status();
    assert!(signal.expect("kill").success());
    let told = told(run.wait_with_output().expect("ended"));
    assert_eq!(
        (told.code, told.err.as_str()),
        (2, "tribunal: interrupted by SIGTERM before the server answered\n")
    );
    served.assert_all_have_ended();
}
