//! The JSON report.

use serde_json::json;

use super::specimen::{another_wrong_body, document, passed, run, unreachable, untested, wrong_body};
use crate::{report::json::render, result::RunResult};

#[test]
fn a_failing_run_as_json() {
    let run = run(vec![passed(), wrong_body(), untested(), unreachable()]);
    insta::assert_json_snapshot!(render(&document(), &run));
}

#[test]
fn one_cause_is_one_finding_with_its_cases() {
    let report = render(&document(), &run(vec![wrong_body(), another_wrong_body("listPets/200/again")]));
    assert_eq!(
        report["findings"].as_array().map(Vec::len),
        Some(2),
        "one for the type, one for the missing field"
    );
    assert_eq!(report["findings"][0]["cases"], json!(["listPets/200/wrong", "listPets/200/again"]));
    assert_eq!(report["transactions"][1]["findings"][0], report["findings"][0]["id"]);
}

#[test]
fn an_error_outside_any_transaction_is_counted_and_told() {
    let run = RunResult { errors: vec!["before_all: boom".into()], ..run(vec![passed()]) };
    let report = render(&document(), &run);
    assert_eq!((&report["summary"]["errors"], &report["errors"]), (&json!(1), &json!(["before_all: boom"])));
}
