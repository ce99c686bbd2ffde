//! Hook handlers of other languages, over the real binary: what is sent, what comes of the answers, and what happens
//! when there are none.

mod changes;
mod deaths;
mod nodejs;
mod order;
mod protocol;
mod python;
mod verdicts;

use serde_json::Value;

use crate::{
    kennel::Kennel,
    place::{Place, Told, free_port},
};

/// The handler that does what its hook files say.
const SCRIPTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/self_proof/handlers/scripted.py");

/// A healthy kennel and a script for the handler.
pub(super) struct Scripted {
    pub(super) place: Place,
    pub(super) port: String,
}

impl Scripted {
    /// `body` is the body of `def on(event, data, wire):`, without the last `return data`.
    pub(super) fn new(body: &str) -> Self {
        let scripted = Self { place: Place::of(Kennel::healthy()), port: free_port().to_string() };
        let indented: String = body.lines().flat_map(|line| ["    ", line, "\n"]).collect();
        scripted
            .place
            .write("hooks.txt", &format!("def on(event, data, wire):\n{indented}    return data\n"));
        scripted
    }

    /// Tries the operations whose ids match.
    pub(super) fn run(&self, only: &str, more: &[&str]) -> Told {
        let language = format!("python3 '{SCRIPTED}' {{port}}");
        let args = [
            "run",
            "kennel.yaml",
            "URL",
            "--header",
            "Authorization: Bearer guest",
            "--hookfiles",
            "hooks.txt",
        ];
        let args = [&args[..], &["--language", &language, "--hooks-port", &self.port], more];
        let only: Vec<&str> = only.split(' ').flat_map(|only| ["--only", only]).collect();
        let json = ["--reporter", "console", "--reporter", "json:report.json"];
        self.place.tribunal(&[&args.concat()[..], &only, &json].concat())
    }

    /// The transactions of the report.
    pub(super) fn transactions(&self) -> Vec<Value> {
        transactions(&self.place)
    }

    /// Messages as they came, one for each read of the handler's.
    pub(super) fn received(&self) -> Vec<String> {
        let reads = self.place.read("received");
        reads.lines().map(|line| serde_json::from_str(line).expect("a text")).collect()
    }

    /// The names of the events as they came.
    pub(super) fn events(&self) -> Vec<String> {
        let lines: String = self.received().concat();
        let messages = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a message"));
        messages.map(|message| message["event"].as_str().expect("an event").to_owned()).collect()
    }
}

/// The transactions of a place's report, each with its findings in full.
pub(super) fn transactions(place: &Place) -> Vec<Value> {
    let mut report: Value = serde_json::from_str(&place.read("report.json")).expect("a report");
    let findings = report["findings"].take();
    let full = |id: &Value| {
        findings.as_array().and_then(|all| all.iter().find(|finding| finding["id"] == *id)).cloned()
    };
    let mut transactions = report["transactions"].as_array().expect("a list").clone();
    for transaction in &mut transactions {
        for finding in transaction["findings"].as_array_mut().expect("a list") {
            *finding = full(finding).expect("a finding of that id");
        }
    }
    transactions
}

/// `id: verdict: reason`, or the messages of the findings.
pub(super) fn told(transaction: &Value) -> String {
    let text = |key: &str| transaction[key].as_str().unwrap_or_default().to_owned();
    let findings = transaction["findings"].as_array().into_iter().flatten();
    let findings: Vec<&str> = findings.filter_map(|finding| finding["message"].as_str()).collect();
    let why = if text("reason").is_empty() { findings.join("; ") } else { text("reason") };
    let why = if why.is_empty() { why } else { format!(": {why}") };
    format!("{}: {}{why}", text("id"), text("verdict"))
}
