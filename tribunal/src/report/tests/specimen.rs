//! Results to render.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::json;

use crate::{
    check::{Examples, specimen::Specimen},
    document::Document,
    isolation::Rebuilds,
    plan::{Actor, Untested},
    result::{RunResult, Skip, TransactionResult, Verdict},
};

/// The document that the specimens are about.
pub(super) fn document() -> Document {
    Specimen::pets().document()
}

/// What came of a specimen's exchange.
pub(in crate::report) fn tried(specimen: Specimen) -> TransactionResult {
    let findings = specimen.check();
    TransactionResult {
        verdict: if findings.is_empty() { Verdict::Passed } else { Verdict::Failed },
        transaction: specimen.transaction,
        base_url: "http://127.0.0.1:8080".into(),
        // 2026-01-02T03:04:05.678Z
        sent: Some(UNIX_EPOCH + Duration::from_millis(1_767_323_045_678)),
        response: Some(specimen.response),
        findings,
        duration: Duration::from_millis(4),
        reset: Duration::from_micros(9),
    }
}

/// Not judged or not tried, and so without an answer.
pub(super) fn untried(id: &str, verdict: Verdict) -> TransactionResult {
    let mut result = TransactionResult { verdict, response: None, sent: None, ..tried(Specimen::pets()) };
    result.transaction.id = id.into();
    result
}

pub(super) fn passed() -> TransactionResult {
    tried(Specimen::pets())
}

/// A field of the wrong type, and one that is missing.
pub(super) fn wrong_body() -> TransactionResult {
    another_wrong_body("listPets/200/wrong")
}

pub(super) fn another_wrong_body(id: &str) -> TransactionResult {
    let mut specimen = Specimen::pets().json(&json!({"pets": [{"id": "7", "name": "Rex"}]}));
    specimen.transaction.id = id.into();
    specimen.transaction.actor = Actor::Named("admin".into());
    tried(specimen)
}

/// An answer of another status.
pub(super) fn wrong_status() -> TransactionResult {
    let body = json!({"status": "error", "message": "boom"});
    tried(Specimen::pets().status(500).json(&body))
}

/// A value that differs from the example.
pub(super) fn wrong_value() -> TransactionResult {
    let body = json!({"pets": [{"id": 1, "name": "Tom"}], "total": 1});
    tried(Specimen::pets().json(&body).examples(Examples::Exact))
}

pub(super) fn unreachable() -> TransactionResult {
    untried("listPets/404/none", Verdict::Error("connection refused (127.0.0.1:8080)".into()))
}

pub(super) fn untested() -> TransactionResult {
    untried("listPets/503/down", Verdict::Skipped(Skip::Untested("no example request provokes it".into())))
}

/// One of each: passed, failed, untested, and one that the server did not answer.
pub(super) fn failing() -> RunResult {
    RunResult {
        errors: vec!["after_all: boom".into()],
        ..run(vec![passed(), wrong_body(), untested(), unreachable()])
    }
}

pub(super) fn passing() -> RunResult {
    run(vec![passed(), passed()])
}

pub(super) fn run(transactions: Vec<TransactionResult>) -> RunResult {
    RunResult {
        transactions,
        untested: Vec::new(),
        database: Some("PostgreSQL 15.18 (local cluster), 4 slots".into()),
        duration: Duration::from_millis(1_240),
        errors: Vec::new(),
        max_skips: None,
        rebuilds: Rebuilds::default(),
    }
}

/// A run of one example and of a document with a callback and a webhook.
pub(super) fn with_unsolicited() -> RunResult {
    let untested = |kind: &'static str, id: &str| Untested {
        id: id.to_owned(),
        kind,
        method: "POST".to_owned(),
        address: String::new(),
        reason: format!("a {kind} is a request that the API sends: no request to it proves one"),
        position: passed().transaction.position,
        operation: None,
    };
    let untested = vec![
        untested("callback", "callback subscribe/sold POST {$url}"),
        untested("webhook", "webhook news POST"),
    ];
    RunResult { untested, ..run(vec![passed()]) }
}
