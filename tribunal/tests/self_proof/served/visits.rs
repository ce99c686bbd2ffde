//! A server that counts visits, at as many slots as are asked for.

use std::{
    fmt::Write as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use super::{SLOW, is_alive, until};
use crate::place::{Told, free_port, told, with_programs};

const VISITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/self_proof/served/visits.py");

pub(super) struct Visits {
    pub(super) folder: tempfile::TempDir,
    pub(super) port: u16,
}

impl Visits {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("visits.yaml"), include_str!("visits.yaml")).expect("a file");
        std::fs::write(folder.path().join("slow.yaml"), SLOW).expect("a file");
        Self { folder, port: free_port() }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    fn tribunal(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
        command
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .arg("run")
            .args(args.iter().map(|arg| arg.replace("VISITS", &format!("python3 '{VISITS}'"))));
        command
    }

    /// `VISITS` stands for the server.
    pub(super) fn command(&self, document: &str, args: &[&str]) -> Command {
        let mut command = self.tribunal(args);
        command.args([document, &format!("http://127.0.0.1:{}", self.port), "--examples", "exact"]).args([
            "--reporter",
            "console",
            "--reporter",
            "json:report.json",
        ]);
        command
    }

    pub(super) fn run(&self, args: &[&str]) -> Told {
        told(self.command("visits.yaml", args).output().expect("the binary runs"))
    }

    /// With what a file of the folder says.
    pub(super) fn run_in_folder(&self, args: &[&str]) -> Told {
        told(self.tribunal(args).output().expect("the binary runs"))
    }

    /// With hooks in Python.
    pub(super) fn run_with_hooks(&self, hooks: &str, args: &[&str]) -> Told {
        self.write("hooks.py", hooks);
        let hooks_port = free_port().to_string();
        let mut command = self.command("visits.yaml", args);
        command
            .args(["--hookfiles", "hooks.py", "--language", "python", "--hooks-port", &hooks_port])
            .env("PATH", with_programs("dredd-hooks", "tests/self_proof/handlers/requirements.txt"));
        told(command.output().expect("the binary runs"))
    }

    /// The report of the last run.
    pub(super) fn report(&self) -> Value {
        serde_json::from_str(&self.read("report.json")).expect("a report")
    }

    /// Id and verdict of every example, in the order of ids.
    pub(super) fn verdicts(&self) -> String {
        let report = self.report();
        let mut all: Vec<String> = report["transactions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| format!("{} {}", one["id"], one["verdict"]))
            .collect();
        all.sort();
        all.iter().fold(String::new(), |mut text, line| {
            writeln!(text, "{line}").expect("text");
            text
        })
    }

    /// The values of a member of the answers, each once.
    pub(super) fn answered(&self, member: &str) -> Vec<String> {
        let report = self.report();
        let answers = report["transactions"].as_array().expect("a list").iter();
        let mut values: Vec<String> =
            answers.filter_map(|one| one["response"]["body"][member].as_str().map(str::to_owned)).collect();
        values.sort();
        values.dedup();
        values
    }

    /// Starts a run and waits until something is there.
    pub(super) fn started(&self, document: &str, args: &[&str], seen: &str) -> Child {
        let mut run = self.command(document, args);
        let run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        until(seen, || self.path(seen).exists());
        run
    }

    pub(super) fn interrupted(run: Child) -> Told {
        let signal = Command::new("kill").args(["-INT", &run.id().to_string()]).status();
        assert!(signal.expect("kill").success());
        told(run.wait_with_output().expect("ended"))
    }

    /// The servers of so many slots, and their children.
    pub(super) fn assert_all_have_ended(&self, slots: usize) {
        for slot in 1..=slots {
            let ids = self.read(&format!("ids-{slot}"));
            until("the server's processes end", || ids.split(' ').all(|id| !is_alive(id)));
        }
    }
}
