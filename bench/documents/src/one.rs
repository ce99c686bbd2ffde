//! One document, planned here or in a process of its own.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tribunal::{
    document::Document,
    plan::{Plan, PlanOptions},
};

/// What came of one document.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) path: PathBuf,
    /// The figures, or why there are none: what the process said when it died.
    pub(crate) figures: Result<Value, String>,
}

/// Plans a document and gives the figures; a document that is refused has its `refused` among them.
pub(crate) fn plan(path: &Path) -> Value {
    let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
    let begin = Instant::now();
    let document = match Document::load(&path.to_string_lossy()) {
        Ok(document) => document,
        Err(error) => return json!({ "bytes": bytes, "refused": error.to_string() }),
    };
    let loaded = begin.elapsed();
    let version = document.version().to_string();
    let plan = Plan::of(Arc::new(document), &PlanOptions::default());
    let all = begin.elapsed();
    let mut defects: BTreeMap<&str, usize> = BTreeMap::new();
    for defect in &plan.defects {
        *defects.entry(defect.code).or_default() += 1;
    }
    let mut operations: Vec<_> = plan.transactions.iter().map(|t| &t.operation.pointer).collect();
    operations.dedup();
    json!({
        "bytes": bytes,
        "version": version,
        "load_ms": milliseconds(loaded),
        "all_ms": milliseconds(all),
        "operations": operations.len(),
        "transactions": plan.transactions.len(),
        "untested": plan.transactions.iter().filter(|transaction| transaction.skip.is_some()).count(),
        "defects": defects,
        "peak_kib": peak(),
    })
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The most memory this process has had (Linux, `VmHWM`); 0 where nobody knows.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Plans a document in a process that may die of it.
pub(crate) fn in_process(path: &Path, limit: Duration) -> Result<Outcome> {
    let program = std::env::current_exe().context("where this program is")?;
    let child = Command::new(program)
        .args(["--one".as_ref(), path.as_os_str()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("a process for the document")?;
    let figures = watched(child, limit)?;
    Ok(Outcome { path: path.to_path_buf(), figures })
}

fn watched(mut child: Child, limit: Duration) -> Result<Result<Value, String>> {
    let begin = Instant::now();
    // The output is one line of a few hundred bytes: it fits a pipe, and nobody has to read it meanwhile.
    while child.try_wait()?.is_none() {
        if begin.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(Err(format!("no end after {limit:?}")));
        }
        thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first: Vec<&str> = said.lines().filter(|line| !line.is_empty()).take(2).collect();
        return Ok(Err(format!("{}: {}", output.status, first.join(" "))));
    }
    Ok(serde_json::from_slice(&output.stdout).map_err(|error| format!("no figures: {error}")))
}
