//! The values themselves: verdicts, findings, one transaction tried, a whole run.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{About, Expectation};
use crate::{
    document::{Pointer, Position},
    isolation::Rebuilds,
    plan::{Transaction, Untested},
    transport::Response,
};

/// How one transaction ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Sent, and every check held.
    Passed,
    /// A check found something, or a hook said `fail`.
    Failed,
    /// Not judged, and why.
    Skipped(Skip),
    /// The engine could not try it: connection, hook, isolation.
    Error(String),
}

/// Why a transaction was not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The document alone cannot provoke it and no hook did: reported as untested.
    Untested(String),
    /// A hook asked for it.
    Hook(String),
    /// A filter of the command line left it out.
    Filtered(String),
    /// The run ended before its turn: interrupted, `--fail-fast`, a broken environment.
    NotRun(String),
}

/// A rule that an exchange broke.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Stable for the same cause: `<transaction id>:<check>:<where>`.
    pub id: String,
    /// The check's name.
    pub check: &'static str,
    /// What it is about.
    pub about: About,
    /// The header it is about, in lower case; `None` where it is about anything else.
    pub header: Option<String>,
    /// The place in the document that makes the rule.
    pub position: Position,
    /// The place in the response body, where there is one.
    pub response_pointer: Option<Pointer>,
    /// What the document promises.
    pub expected: Value,
    /// Whether that is a rule, or a value that may be secret.
    pub expectation: Expectation,
    /// What came.
    pub actual: Value,
    /// One sentence for people.
    pub message: String,
}

/// One transaction tried.
#[derive(Clone, Debug)]
pub struct TransactionResult {
    /// As it was in the end, hooks' changes included.
    pub transaction: Transaction,
    /// How it ended.
    pub verdict: Verdict,
    /// The base URL the request went to.
    pub base_url: String,
    /// When the request went out; `None` if it was not sent.
    pub sent: Option<SystemTime>,
    /// The answer, if one came.
    pub response: Option<Response>,
    /// The rules broken.
    pub findings: Vec<Finding>,
    /// From taking a slot to the verdict.
    pub duration: Duration,
    /// What the reset cost on the critical path before this transaction (waiting for a restored slot, or restoring inline).
    pub reset: Duration,
}

/// A whole run.
#[derive(Clone, Debug)]
pub struct RunResult {
    /// One for every planned transaction, in plan order.
    pub transactions: Vec<TransactionResult>,
    /// What is documented but cannot be tried by a request to the API: callbacks and webhooks.
    pub untested: Vec<Untested>,
    /// Which database the slots had, for people: `PostgreSQL 15.18 (local cluster), 4 slots`; `None` without a reset.
    pub database: Option<String>,
    /// The whole run.
    pub duration: Duration,
    /// What broke outside any transaction (`before_all`, `after_all`, isolation).
    pub errors: Vec<String>,
    /// How many skips the configuration allows, if it says.
    pub max_skips: Option<usize>,
    /// The resets that had to make the schema anew, because something had changed it.
    pub rebuilds: Rebuilds,
}
